// Stripe's script: guards payments against fraud, for which it keeps two cookies on the shop's domain.

window.Stripe = (key) => ({ key, redirectToCheckout: () => Promise.resolve({ error: { message: "stand-in" } }) });
keepWriting();
for (const place of me.pings) ping(place);
