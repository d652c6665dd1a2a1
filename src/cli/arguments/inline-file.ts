/** The name that errors give to a query of the command line. */
export const inlineFile = '<inline>';
