// Other tools that keep a record of consent themselves hear the same decision, in calls that `consent build` has compiled.

/** Fills in the grants: "@name" becomes yes or no, "=name|yes|no" the tool's own word. */
const filled = (value: any): any => {
  if (typeof value == "string") {
    if (value[0] == "@") return allows(value.slice(1));
    if (value[0] != "=") return value;
    const [name, yes, no] = value.slice(1).split("|");
    return allows(name) ? yes : no;
  }
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value != "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, value]) => [key, filled(value)]));
};

function asArguments(..._: unknown[]) {
  return arguments;
}

/** `late`: what calls a function that the tool's own script defines, so it waits until the script has run. */
const tell = (calls: Call[], late: boolean) => {
  const page = window as any;
  for (const [global, way, args] of calls) {
    if (late != (way == 3)) continue;
    const values = filled(args);
    try {
      if (!way) page[global] = values[0];
      else if (way < 3) (page[global] ||= []).push(...(way == 1 ? values : [asArguments(...values)]));
      else page[global]?.(...values);
    } catch (error) {
      complain(global, error);
    }
  }
};
