// Microsoft Advertising's tag: without a consent default it takes `ad_storage` as granted.

window.UET = class {
  #granted = true;
  #pages = 0;

  constructor({ q = [] } = {}) {
    const waiting = Array.from(q);
    while (waiting.length > 0) {
      const command = waiting.shift();
      this.push(command, ...(command === "consent" || command === "event" ? waiting.splice(0, 2) : []));
    }
    keepWriting(() => this.#granted && this.#pages > 0);
  }

  push(command, ...rest) {
    if (command === "consent") {
      tell(command, ...rest);
      const { ad_storage: storage } = rest[1] ?? {};
      if (storage) this.#granted = storage === "granted";
    } else if (command === "pageLoad") {
      this.#pages += 1;
      me.pings.forEach(ping);
    }
  }
};
