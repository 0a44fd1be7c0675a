/** Maildir's own files, and what mail readers leave beside mail. */
const beside =
  /^(?:maildirfolder|maildirsize|subscriptions|dovecot.*|courier.*|.*\.(?:index|cache|lock|json|yaml|md|msf))$/;

/** MH renames a message that was deleted; its name then begins with a comma, or `#` on some systems. */
const deleted = /^[,#]\d+$/;

/** Whether a file, by its name, is what a mail reader keeps beside mail rather than mail. */
export function isBookkeeping(name: string): boolean {
  return name.startsWith('.') || beside.test(name) || deleted.test(name);
}
