/** How loud a message is. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
