// What all stand-ins share. Before it stands `me`: service, host, address, third, cookies, pings.

window.__told ||= [];

/** Notes what this third party was told, for the panel and the tests. */
const tell = (command, ...rest) => {
  window.__told.push({ who: me.service, command, arguments: rest });
};

/** The address of another third party; `place` is `host/path`. */
const at = (place) => {
  const cut = place.indexOf("/");
  return `http://${place.slice(0, cut)}.${me.third}${place.slice(cut)}`;
};

/** Asks for a pixel, as trackers report. */
const ping = (place) => {
  new Image().src = at(place);
};

/** Loads another script of the same third party. */
const load = (place) => {
  const script = document.createElement("script");
  script.async = true;
  script.src = at(place);
  document.head.append(script);
};

const read = (name) =>
  document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);

let domain;
/** The widest domain of this page that a cookie can be set for: tried out once, as the real ones do. */
const widest = () => {
  const labels = location.hostname.split(".");
  for (let count = 1; count <= labels.length && !domain; count += 1) {
    const tried = labels.slice(-count).join(".");
    document.cookie = `__probe=1; path=/; domain=${tried}`;
    if (read("__probe")) {
      document.cookie = `__probe=; path=/; domain=${tried}; max-age=0`;
      domain = tried;
    }
  }
  return domain;
};

const hex = (length) =>
  Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => (byte % 16).toString(16)).join("");
const visitor = read("hubspotutk") ?? hex(32);

/** A new value in the shape that the table gives. */
const fill = (shape) =>
  shape
    .replaceAll("{utk}", visitor)
    .replaceAll("{uuid}", crypto.randomUUID?.() ?? hex(36))
    .replaceAll(/\{hex(\d+)\}/g, (_, length) => hex(Number(length)))
    .replaceAll("{short}", hex(11))
    .replaceAll("{random}", String(1e9 + Math.floor(Math.random() * 9e9)).slice(0, 10))
    .replaceAll("{hash}", String(1e7 + Math.floor(Math.random() * 9e7)))
    .replaceAll("{ms}", String(Date.now()))
    .replaceAll("{s}", String(Math.floor(Date.now() / 1000)));

/** Writes a cookie of the table: its value stays if it is there already, its lifetime starts again. */
const write = (cookie, { id = "", value } = {}) => {
  const name = cookie.name.replace("{id}", id);
  const parts = [`${name}=${value ?? read(name) ?? fill(cookie.value)}`, "path=/", `domain=${widest()}`];
  if (cookie.for) parts.push(`max-age=${cookie.for}`);
  if (cookie.sameSite) parts.push(`samesite=${cookie.sameSite}`);
  if (cookie.secure) parts.push("secure");
  document.cookie = parts.join("; ");
};

/** Removes a cookie that was written for the widest domain. */
const remove = (name) => {
  document.cookie = `${name}=; path=/; domain=${widest()}; max-age=0`;
};

/** Writes all cookies now, and each second again while `may` says so: a tracker is active as long as the page. */
const keepWriting = (may = () => true, options = {}) => {
  const again = () => {
    if (may()) for (const cookie of me.cookies) write(cookie, options);
  };
  again();
  setInterval(again, 1000);
  return again;
};

/** Takes over a command queue: carries out what waits in it, and from now on all that is pushed. */
const takeOver = (queue, carryOut) => {
  const push = queue.push.bind(queue);
  queue.push = (...entries) => {
    const length = push(...entries);
    for (const entry of entries) carryOut(entry);
    return length;
  };
  for (const entry of queue.slice()) carryOut(entry);
};
