// The record's script: fetched only once something has been decided, or when somebody asks for the history.

export default (page: Page) => {
  [C, , build, , complain, , ours, , storage, mirror, , , , , , state] = page;
  listen();
  flush();
  return [flush, past, take, erase, shown];
};
