/** Calls `heard` whenever somebody sets this property of this object, once it has its value: frameworks tell so of a route. */
export function whenSet(object: object, name: string, heard: () => void): void {
  let value: unknown = Reflect.get(object, name);
  Object.defineProperty(object, name, {
    configurable: true,
    enumerable: true,
    get: () => value,
    set(given: unknown) {
      value = given;
      heard();
    },
  });
}
