import type { Connection, Engine } from '../../src/engine/engine.ts';

/** Notes every statement that a connection of the engine receives, in the order in which it does. */
export function recorded(engine: Engine, note: (sql: string) => void): Engine {
  const watch = (connection: Connection): Connection =>
    new Proxy(connection, {
      get(target, name) {
        const value = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: readonly unknown[]) => {
          if (name === 'run' || name === 'query') note(String(args[0]));
          return Reflect.apply(value, target, args);
        };
      },
    });
  return new Proxy(engine, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (name === 'connect') return async () => watch(await target.connect());
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
