// What makes the pages more comfortable. Nothing depends on it.

// <div data-live="/path" data-every="3"> is refilled from /path until the answer is 204 (nothing more will change).
for (const live of document.querySelectorAll("[data-live]")) {
  const wait = Number(live.dataset.every || 3) * 1000;
  let tag = "";
  const refill = async () => {
    if (document.hidden) return setTimeout(refill, wait);
    try {
      const answer = await fetch(live.dataset.live, { headers: { "X-Unattended": "1", ...(tag && { "If-None-Match": tag }) } });
      if (answer.status === 204 || answer.redirected) return location.reload();
      if (answer.ok) {
        tag = answer.headers.get("ETag") || "";
        const focused = document.activeElement?.id;
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        live.replaceChildren(...fresh.body.childNodes);
        if (focused) document.getElementById(focused)?.focus();
      }
    } catch {
      // The network is away for a moment: the page keeps what it shows and asks again.
    }
    setTimeout(refill, wait);
  };
  setTimeout(refill, wait);
}

// A deed is sent once; the button says that it is under way.
addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (event.target.dataset.sent) return event.preventDefault();
  event.target.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const busy of document.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
});

// A digest or a link is copied whole by a click; a button for it says that it is done, and is there only where it works.
addEventListener("click", async (event) => {
  const source = event.target.closest?.("[data-copy]");
  if (!source || !navigator.clipboard) return;
  await navigator.clipboard.writeText(source.dataset.copy);
  if (source.dataset.copied) source.textContent = source.dataset.copied;
});
if (navigator.clipboard) for (const button of document.querySelectorAll("[data-copied]")) button.hidden = false;

// Leaving an edited form asks first. A form with data-hold keeps what is typed on the server, a moment after the last
// letter and every few seconds meanwhile, and says so in [data-hold-state].
for (const form of document.querySelectorAll("form[data-keep]")) {
  const { hold, held, notHeld } = form.dataset;
  const state = form.querySelector("[data-hold-state]");
  let edited = false, sent = false, timer = 0, since = 0;
  const keep = async () => {
    timer = since = 0;
    const typed = new FormData(form);
    edited = false;
    try {
      const answer = await fetch(hold, { method: "POST", body: typed, redirect: "manual" });
      if (answer.status !== 204) throw answer.status;
      state.textContent = `${held} ${new Date().toLocaleTimeString("zh-CN", { hour12: false, timeZone: "Asia/Shanghai" })}`;
    } catch {
      edited = true;
      state.textContent = notHeld;
      timer ||= setTimeout(keep, 4000);
    }
  };
  form.addEventListener("input", () => {
    edited = true;
    if (!hold) return;
    since ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(keep, Math.max(0, Math.min(1500, since + 4000 - Date.now())));
  });
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
  });
  addEventListener("pageshow", () => (sent = false));
  addEventListener("pagehide", () => hold && edited && !sent && navigator.sendBeacon(hold, new FormData(form)));
  addEventListener("beforeunload", (event) => edited && !sent && event.preventDefault());
}

// After a refusal, the reader begins at what was refused.
document.querySelector("[role=alert]")?.focus();

// A page meant for paper offers to print itself.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// Where <section data-keys> is being worked in, a letter presses the button it stands for: that of the item the focus is
// in, or else of the first. After a press the reader goes on there.
for (const section of document.querySelectorAll("[data-keys]")) {
  for (const hint of section.querySelectorAll("[data-keys-hint]")) hint.hidden = false;
  section.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const within = event.target.closest("li") || section;
    within.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)?.click();
  });
  if (location.hash === `#${section.id}`) section.focus();
}
