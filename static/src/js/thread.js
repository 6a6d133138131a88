// <div data-live="5" data-sequence="12" data-since="…/since/0/">: an open thread that stays in step.
// The bell says that something happened; what happened is always read from the page's own "since" address,
// after a bell, after any absence, and every 30 seconds where there is no bell. So nothing is missed or doubled.
import { Company } from "./parts/company.js";
import { Socket } from "./parts/socket.js";

const POLL = 30000;
const READ_PAUSE = 1500;
const WRITING_EVERY = 4000;

class SignedOut extends Error {}
class Gone extends Error {}

class Thread {
  constructor(root) {
    this.root = root;
    this.texts = root.dataset;
    this.thread = Number(root.dataset.live);
    this.known = Number(root.dataset.sequence);
    this.posts = root.querySelector("[data-posts]");
    this.company = new Company(root.querySelector("[data-live-here]"), root.dataset, JSON.parse(root.dataset.people));
    root.querySelector("[data-live-read]")?.setAttribute("hidden", "");
    this.say("connecting");
    this.socket = new Socket("/live/", (message) => this.heard(message), (open, over) => this.connection(open, over));
    this.poll = setInterval(() => this.socket.isOpen || this.catchUp(), POLL);
    root.querySelector("[data-live-reply]")?.addEventListener("input", () => this.writing());
    document.addEventListener("visibilitychange", () => this.read());
    window.addEventListener("offline", () => this.say("offline"));
    this.read();
  }

  connection(open, over) {
    if (this.over) return;
    if (open) {
      this.say("live");
      this.socket.send({ t: "follow", thread: this.thread, after: this.known });
    } else {
      this.company.empty();
      this.say(navigator.onLine ? "connecting" : "offline");
      this.catchUp(); // the page itself says whether the session or the right has ended
    }
  }

  heard(message) {
    if (message.t === "pong") this.reached(message.heads[this.thread] ?? 0);
    if (message.thread !== this.thread) return;
    if (message.t === "head") this.reached(message.sequence);
    else if (message.t === "gone") this.gone();
    else this.company.heard(message);
  }

  reached(sequence) {
    if (sequence > this.known) this.catchUp();
  }

  // One question at a time; a bell during it asks once more.
  async catchUp() {
    if (this.asking) {
      this.again = true;
      return;
    }
    this.asking = true;
    try {
      do {
        this.again = false;
        this.apply(await this.since());
      } while (this.again);
      if (!this.over && !this.socket.isOpen) this.say("polling");
    } catch (error) {
      if (error instanceof SignedOut) this.signedOut();
      else if (error instanceof Gone) this.gone();
      else if (!this.socket.isOpen) this.say(navigator.onLine ? "connecting" : "offline");
    } finally {
      this.asking = false;
    }
  }

  async since() {
    const url = this.texts.since.replace(/0\/$/, `${this.known}/`);
    const response = await fetch(url, { headers: { Accept: "application/json" }, redirect: "manual", cache: "no-store" });
    if (response.type === "opaqueredirect" || [401, 403].includes(response.status)) throw new SignedOut();
    if (response.status === 404) throw new Gone();
    if (!response.ok) throw new Error(`since: ${response.status}`);
    return response.json();
  }

  apply(answer) {
    if (answer.reload) {
      location.reload();
      return;
    }
    if (answer.state) this.retitle(() => this.replace(document.getElementById("thread-state"), answer.state));
    const ids = Object.keys(answer.posts).sort((one, other) => Number(one) - Number(other));
    let arrived = false;
    for (const id of ids) arrived = this.put(id, answer.posts[id]) || arrived;
    // A quotation of a text that was changed or removed keeps its link, and loses its words.
    const quoting = ids.flatMap((id) => [...this.posts.querySelectorAll(`[data-quotes="${id}"] .app-quotation`)]);
    for (const quotation of quoting) this.shorten(quotation);
    this.known = Math.max(this.known, answer.head);
    this.root.dataset.sequence = String(this.known);
    if (arrived) this.tell(this.texts.textArrived);
    this.read();
  }

  // A subject that was changed leaves the title of the window as well.
  retitle(change) {
    const title = () => this.root.querySelector("[data-thread-title]").textContent;
    const before = title();
    change();
    document.title = document.title.replace(before, title());
  }

  // True when the post is new on this page.
  put(id, html) {
    const shown = this.posts.querySelector(`[data-post="${id}"]`);
    if (shown) {
      this.replace(shown, html);
      return false;
    }
    if (this.texts.end !== "yes") {
      this.tell(this.texts.textMore);
      return false;
    }
    const made = this.element(html);
    const after = [...this.posts.querySelectorAll("[data-post]")].filter(
      (post) => Number(post.dataset.sequence) < Number(made.dataset.sequence),
    );
    if (after.length) after[after.length - 1].after(made);
    else this.posts.append(made);
    return true;
  }

  shorten(quotation) {
    const link = quotation.querySelector("a");
    quotation.replaceChildren(link);
  }

  replace(old, html) {
    old.replaceWith(this.element(html));
  }

  element(html) {
    const template = document.createElement("template");
    template.innerHTML = html.trim();
    return template.content.firstElementChild;
  }

  read() {
    clearTimeout(this.reading);
    if (document.hidden || this.over || this.known <= (this.told ?? 0)) return;
    this.reading = setTimeout(async () => {
      const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
      const body = new URLSearchParams({ sequence: this.known, csrfmiddlewaretoken: token });
      const headers = { "X-Requested-With": "live", Accept: "application/json" };
      const sequence = this.known;
      try {
        const answer = await fetch(this.texts.read, { method: "POST", body, headers, redirect: "manual" });
        if (answer.ok) this.told = sequence;
      } catch {
        // The next thing that arrives tries again.
      }
    }, READ_PAUSE);
  }

  writing() {
    const now = Date.now();
    if (now - (this.wrote ?? 0) < WRITING_EVERY) return;
    this.wrote = now;
    this.socket.send({ t: "writing", thread: this.thread });
  }

  gone() {
    this.finish("gone", this.texts.textGone);
  }

  signedOut() {
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = this.texts.signIn;
    link.textContent = this.texts.textSignIn;
    this.finish("gone", this.texts.textSignedOut, link);
  }

  // Nothing of the discussion stays on a page whose reader may no longer read it, nor in its title.
  finish(state, text, ...more) {
    if (this.over) return;
    this.over = true;
    clearInterval(this.poll);
    this.socket.stop();
    const line = document.createElement("p");
    line.className = "app-live";
    line.dataset.state = state;
    line.dataset.liveState = "";
    line.setAttribute("role", "alert");
    line.append(text, " ", ...more);
    this.root.replaceChildren(line);
    this.root.removeAttribute("data-people");
    document.title = "ProTECT";
  }

  say(state) {
    const place = this.root.querySelector("[data-live-state]");
    if (this.over || !place) return;
    const texts = { live: "textLive", connecting: "textConnecting", polling: "textPolling", offline: "textOffline" };
    place.dataset.state = state;
    place.textContent = this.texts[texts[state]];
  }

  tell(text) {
    const place = this.root.querySelector("[data-live-news]");
    if (place) place.textContent = text;
  }
}

for (const root of document.querySelectorAll("[data-live]")) new Thread(root);
