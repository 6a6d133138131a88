// <form data-autosave="URL" data-version="N">: what changes is sent at once, one request at a time.
// The page works without: the form's own button saves everything. docs/architecture.md has the contract.
import { append, assign, current, elementsOf, fieldNames, rendered, same } from "./parts/fields.js";
import { forget, keep, restore } from "./parts/kept.js";
import { clearMark, showConflict, showError } from "./parts/marks.js";

const TYPING_PAUSE = 800;
const RETRY_FIRST = 2000;
const RETRY_LAST = 60000;
const SUBMIT_WAIT = 3000;

class SignedOut extends Error {}
class Unreachable extends Error {}

class Autosave {
  constructor(form) {
    this.form = form;
    this.version = form.dataset.version;
    this.base = new Map(fieldNames(form).map((name) => [name, rendered(form, name)]));
    this.refused = new Map(); // name → the value that the server refused: not sent again as it is
    this.conflicts = new Set();
    this.running = null;
    this.retryAfter = RETRY_FIRST;
    this.status = form.querySelector("[data-save-status]");
    this.listen();
    // A page restored by the browser, or numbers kept over a new sign-in, go out at once.
    if (restore(form, this.base) || this.pending().length) this.save();
  }

  listen() {
    const { form } = this;
    form.addEventListener("change", () => this.save());
    form.addEventListener("input", () => this.later(TYPING_PAUSE));
    form.addEventListener("submit", (event) => this.beforeSubmit(event));
    window.addEventListener("online", () => this.reconnect());
    window.addEventListener("pageshow", (event) => event.persisted && this.comeBack());
    document.addEventListener("visibilitychange", () => document.hidden && this.save());
    window.addEventListener("beforeunload", (event) => {
      if (!this.submitting && (this.running || this.unsaved().length)) event.preventDefault();
    });
  }

  reconnect() {
    this.isCutOff = false;
    if (this.pending().length) this.save();
    else this.say("");
  }

  comeBack() {
    this.submitting = false;
    this.save();
  }

  unsaved() {
    return [...this.base.keys()].filter((name) => !same(current(this.form, name), this.base.get(name)));
  }

  pending() {
    return this.unsaved().filter((name) => {
      const refused = this.refused.get(name);
      return !this.conflicts.has(name) && !(refused && same(refused, current(this.form, name)));
    });
  }

  later(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), milliseconds);
  }

  async save() {
    clearTimeout(this.timer);
    if (this.running || this.submitting) return;
    const names = this.pending();
    if (!names.length) return;
    this.say("saving");
    this.running = this.exchange(names);
    const again = await this.running;
    this.running = null;
    if (again && this.pending().length) this.save();
  }

  // One request with its consequences; true when the next may follow at once.
  async exchange(names) {
    const sent = new Map(names.map((name) => [name, current(this.form, name)]));
    try {
      this.accept(await this.post(sent), sent);
      this.retryAfter = RETRY_FIRST;
      return true;
    } catch (error) {
      if (error instanceof Unreachable) this.retry(error);
      else if (error instanceof SignedOut) this.signedOut();
      else this.say("failed");
      return false;
    }
  }

  async post(sent) {
    const body = new URLSearchParams({ version: this.version });
    const token = elementsOf(this.form, "csrfmiddlewaretoken")[0];
    if (token) body.append("csrfmiddlewaretoken", token.value);
    for (const [name, values] of sent) append(body, name, values, this.base.get(name));
    let response;
    try {
      response = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body,
        headers: { "X-Requested-With": "autosave", Accept: "application/json" },
        redirect: "manual",
        keepalive: true,
      });
    } catch {
      throw new Unreachable("offline");
    }
    if (response.type === "opaqueredirect" || [401, 403].includes(response.status)) throw new SignedOut();
    if (response.status >= 500 || response.status === 429) throw new Unreachable("failed");
    if (!response.ok) throw new Error(`autosave: ${response.status}`);
    return response.json();
  }

  accept(answer, sent) {
    const errors = answer.errors ?? {};
    const conflicts = answer.conflicts ?? {};
    this.isCutOff = false;
    this.version = String(answer.version ?? this.version);
    const shown = elementsOf(this.form, "version")[0];
    if (shown) shown.value = this.version;
    for (const [name, values] of sent) {
      clearMark(this.form, name);
      this.refused.delete(name);
      if (name in errors) {
        this.refused.set(name, values);
        showError(this.form, name, errors[name]);
      } else if (name in conflicts) {
        this.offer(name, conflicts[name]);
      } else {
        this.base.set(name, values);
      }
    }
    for (const [id, text] of Object.entries(answer.derived ?? {})) {
      const place = document.getElementById(id);
      if (place) place.textContent = text;
    }
    forget(this.form);
    this.sayResult(answer.saved_at);
  }

  sayResult(time) {
    if (this.refused.size) this.say("refused");
    else if (this.conflicts.size) this.say("failed");
    else this.say("saved", time);
  }

  offer(name, conflict) {
    const { form } = this;
    const theirs = [].concat(conflict.theirs).map(String);
    this.conflicts.add(name);
    const settle = (act) => () => {
      this.conflicts.delete(name);
      this.base.set(name, theirs);
      act();
      this.save();
    };
    const take = () => {
      assign(form, name, theirs);
      if (!this.unsaved().length) this.say("saved", conflict.when);
    };
    const texts = { ...conflict, mine: current(form, name).join(", "), theirs: theirs.join(", ") };
    showConflict(form, name, texts, settle(() => {}), settle(take));
  }

  retry(error) {
    this.isCutOff = error.message === "offline"; // a server that answers badly may still take the form itself
    keep(this.form, this.base, this.unsaved());
    this.say(error.message);
    this.later(this.retryAfter);
    this.retryAfter = Math.min(this.retryAfter * 2, RETRY_LAST);
  }

  signedOut() {
    keep(this.form, this.base, this.unsaved());
    this.say("failed");
    const { signIn, textSignIn } = this.form.dataset;
    if (!this.status || !signIn) return;
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = signIn;
    link.textContent = textSignIn;
    link.addEventListener("click", () => (this.submitting = true)); // the numbers are kept: no warning
    this.status.append(" ", link);
  }

  // The form's own button: it waits for the request under way, so that no version is sent twice. Without a
  // network it sends nothing: the browser's own page would take the place of what was typed.
  async beforeSubmit(event) {
    if (event.defaultPrevented) return;
    if (!this.running && !this.isCutOff && navigator.onLine) {
      this.submitting = true;
      return;
    }
    event.preventDefault();
    const { submitter } = event;
    if (!this.running && this.pending().length) this.save(); // whether the server can be reached again
    if (this.running) await Promise.race([this.running, new Promise((done) => setTimeout(done, SUBMIT_WAIT))]);
    if (!navigator.onLine || this.isCutOff) {
      this.say("offline");
      return;
    }
    this.submitting = true; // nothing new starts meanwhile
    this.running = null;
    this.form.requestSubmit(submitter);
  }

  say(state, time = "") {
    if (!this.status) return;
    const text = {
      saving: "textSaving",
      saved: "textSaved",
      offline: "textOffline",
      refused: "textRefused",
      failed: "textFailed",
    };
    this.status.dataset.state = state;
    this.status.textContent = (this.form.dataset[text[state]] ?? "").replace("%s", time);
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
