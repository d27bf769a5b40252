// Google's tag for one destination (Analytics `G-…` or Ads `AW-…`), with Consent Mode.

const destination = new URLSearchParams(me.address.split("?")[1]).get("id") ?? "";
const storage = destination.startsWith("AW-") ? "ad_storage" : "analytics_storage";
const told = {};
let configured = false;
let reported = false;

const bit = (name) => (told[name] === "denied" ? 0 : 1);
const report = () => {
  reported = true;
  const signals = `tid=${destination}&gcs=G1${bit("ad_storage")}${bit("analytics_storage")}`;
  for (const place of me.pings) ping(`${place}${place.includes("?") ? "&" : "?"}${signals}`);
};

takeOver((window.dataLayer ||= []), (entry) => {
  if (typeof entry?.length !== "number") return;
  const [command, what, values] = Array.from(entry);
  if (command === "consent") {
    tell("consent", what, { ...values });
    Object.assign(told, values);
  } else if (command === "config" && what === destination) {
    configured = true;
  }
});

const may = () => {
  const allowed = configured && told[storage] !== "denied" && !window[`ga-disable-${destination}`];
  if (configured && !reported) report();
  return allowed;
};
keepWriting(may, { id: destination.replace(/^G-/, "") });
