// Saves the draft: a moment after the last change, once at a time, until the server has it.
const PAUSE_MS = 2000;
const COPY_MS = 400;
const RETRY_MS = [3000, 6000, 12_000, 30_000, 60_000];

// xmlOf(): the drawing as it is; say(state, details): what the analyst is told; ask, copy: server.js, copies.js.
export class Keeper {
  constructor({ facts, ask, copy, say, xmlOf }) {
    Object.assign(this, { ask, copy, say, xmlOf, urls: facts.urls, revision: facts.revision });
    this.baseline = null;
    this.dirty = false;
    this.conflict = null;
    this.failures = 0;
    this.saving = null;
  }

  // After the import: what the drawing is written as where nothing was edited.
  begin(baseline, revision) {
    this.baseline = baseline;
    this.revision = revision || this.revision;
  }

  // A file was opened: the server takes its own bytes first (no baseline: nothing to compare with), then what is edited.
  replaced(content, written) {
    this.file = { content, written };
    this.changed();
  }

  changed() {
    this.dirty = true;
    if (this.conflict) return this.#keepCopySoon();
    this.say("editing");
    this.#keepCopySoon();
    this.#saveIn(PAUSE_MS);
  }

  // Now rather than in a moment. One save at a time; what changes meanwhile is in the next one.
  save() {
    clearTimeout(this.timer);
    if (this.conflict || this.baseline === null) return Promise.resolve();
    if (this.saving) this.again = true;
    this.saving ??= this.#post().finally(() => {
      this.saving = null;
      if (this.again) this.save();
    });
    return this.saving;
  }

  async #post() {
    this.again = false;
    this.dirty = false;
    const { file, revision } = this;
    const xml = file ? file.content : await this.xmlOf();
    if (xml === this.baseline) return this.#rest();
    this.say("saving");
    const baseline = file ? "" : this.baseline;
    const answer = await this.ask(this.urls.save, { revision, xml, baseline });
    if (answer.status === 200 && file === this.file) this.file = null;
    this.#answered(file ? file.written : xml, answer);
  }

  #rest() {
    this.copy.forget();
    this.say("rest");
  }

  #answered(written, { status, body }) {
    if (status === 200) return this.#saved(written, body);
    this.dirty = true;
    if (status === 409) return this.#met(body);
    if (status === 413 || status === 422) return this.say("refused", body);
    if (status === 302) this.say("signedOut");
    else if (status === 400 || status === 403 || status === 404) return this.say("closed", { status });
    else this.say("failed");
    this.#saveIn(RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)]);
    this.failures += 1;
  }

  #saved(written, body) {
    this.failures = 0;
    this.revision = body.revision;
    this.baseline = written;
    if (this.dirty || this.file) return this.#saveIn(PAUSE_MS);
    this.copy.forget();
    this.say("saved", body);
  }

  #met(body) {
    this.conflict = body;
    this.#keepCopy();
    this.say("conflict", body);
  }

  #saveIn(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  #keepCopySoon() {
    clearTimeout(this.copyTimer);
    this.copyTimer = setTimeout(() => this.#keepCopy(), COPY_MS);
  }

  async #keepCopy() {
    const xml = await this.xmlOf();
    if (this.dirty) this.copy.keep({ xml, baseline: this.baseline, revision: this.revision });
  }

  // Somebody else's revision is there. While ours is on its way, the number may be our own.
  overtaken(revision) {
    if (this.saving || this.conflict || revision <= this.revision) return;
    this.say("overtaken");
  }

  // The way out of a conflict: the edits become a draft of their own; its address, or null.
  async branch() {
    const { baseline, revision } = this;
    const { status, body } = await this.ask(this.urls.copy, { xml: await this.xmlOf(), baseline, revision });
    if (status !== 201) return null;
    this.copy.forget();
    this.dirty = false;
    return body.url;
  }

  drop() {
    this.copy.forget();
    this.dirty = false;
  }

  // The page is left or hidden: what can be sent is sent, the copy stays in any case.
  leave() {
    if (!this.dirty) return;
    this.#keepCopy();
    this.save();
  }
}
