// Microsoft Clarity: for visitors from Europe it keeps no cookie until it has been told that it may.

let granted = false;

const carryOut = (command, ...rest) => {
  if (command !== "consentv2" && command !== "consent") return;
  tell(command, ...rest);
  granted = command === "consent" ? rest[0] !== false : rest[0]?.analytics_Storage === "granted";
  if (granted) for (const cookie of me.cookies) write(cookie);
};

const queue = window.clarity?.q ?? [];
window.clarity = (...given) => carryOut(...given);
for (const entry of queue) carryOut(...Array.from(entry));
keepWriting(() => granted);
for (const place of me.pings) ping(place);
