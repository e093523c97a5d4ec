package store

import (
	"runtime"
	"strings"
)

// Kind is the kind of a failure, for programs to switch on.
type Kind string

// The kinds of the keyring.
const (
	Unavailable Kind = "unavailable" // no session bus, no keyring service, no logon session
	Locked      Kind = "locked"      // locked, the prompt dismissed, or no prompt possible
	Timeout     Kind = "timeout"     // no answer within the time limit
	Cancelled   Kind = "cancelled"   // the caller's context ended it
	TooLarge    Kind = "too-large"   // over 1024 bytes, or over what the keyring accepts
	Invalid     Kind = "invalid"     // a name or value that not every keyring stores unchanged
	NotFound    Kind = "not-found"
	NotKept     Kind = "not-kept"    // written, but absent or different when read back
	NotRemoved  Kind = "not-removed" // removed, but still there
	Stuck       Kind = "stuck"       // an abandoned write at the account has not ended yet
	Crashed     Kind = "crashed"     // the keyring service or its library crashed
	Other       Kind = "other"
)

// The kinds of the index, and of keyring and index together.
const (
	NoPlace   Kind = "no-place"  // the user has no configuration directory
	Disk      Kind = "disk"      // the file system returned an error
	Denied    Kind = "denied"    // this user may not access the index
	Damaged   Kind = "damaged"   // the index is half-written, too large, or not a regular file
	Newer     Kind = "newer"     // the index was written by a newer mailgrant
	Busy      Kind = "busy"      // another mailgrant holds the lock
	Exists    Kind = "exists"    // Save without replace over a saved credential
	Orphan    Kind = "orphan"    // the keyring holds a secret that the index does not list
	Lost      Kind = "lost"      // the keyring altered the secret while it was replaced, and it could not be put back
	Half      Kind = "half"      // the secret is removed, but its index entry is not
	Missing   Kind = "missing"   // the index lists a credential whose secret the keyring lacks
	NoSecret  Kind = "bare"      // the credential was saved before it had a secret
	Unsettled Kind = "unsettled" // an interrupted update left it unclear which secret is stored
	Ambiguous Kind = "ambiguous" // several credentials have this display name
)

// words hold, for each kind, the problem and the fix. A mailgrant command is in
// braces.
var words = map[Kind]struct{ says, fix string }{
	Unavailable: {"no keyring is available", ""},
	Locked:      {"the keyring is locked", ""},
	Timeout:     {"the keyring did not answer in time", "Look for a window that asks to unlock the keyring or to allow access, answer it, then try again."},
	Cancelled:   {"the wait for the keyring was cancelled", "Try again when you are ready."},
	TooLarge:    {"the secret is too large for a keyring", "Check that you copied the secret's Value and nothing else."},
	Invalid:     {"the keyring can't store this name or value unchanged", "Use printable ASCII: letters, digits and . _ @ - in a name, no spaces or line ends in a secret."},
	NotFound:    {"no such credential is saved", "Run {list} to see the saved ones."},
	NotKept:     {"the keyring accepted the secret but did not store it unchanged", "Unlock the keyring, allow mailgrant to write to it, and save again. If that does not help, use another keyring: this one alters values."},
	NotRemoved:  {"the keyring still holds the secret", "Unlock the keyring, allow mailgrant to delete from it, and remove it again."},
	Stuck:       {"an earlier change under this name is still waiting for the keyring and could undo this one", "Answer the keyring's prompt and try again, or use another name. If there is no prompt, restart mailgrant."},
	Crashed:     {"the keyring stopped during the operation", "Restart the keyring, or sign out and in again, then try again."},
	Other:       {"the keyring failed", "Check that another program can use the keyring, such as the desktop's keyring app, then try again."},
	NoPlace:     {"there is no directory for the list of saved credentials", ""},
	Denied:      {"you may not read or write the list of saved credentials", "Check that you own your configuration directory, and that HOME is your home directory."},
	Disk:        {"the disk returned an error", "Free some disk space and check that you can write to your configuration directory."},
	Damaged:     {"the index can't be read", "Move index.json away and save the credentials again; their secrets are still in the keyring."},
	Newer:       {"the index was written by a newer mailgrant", "Update mailgrant on this computer."},
	Busy:        {"another mailgrant is saving", "Finish or close the other mailgrant, then try again."},
	Exists:      {"a credential with this name is already saved", "Choose another name, or continue with the saved one: {diagnose}."},
	Orphan:      {"the keyring holds a secret under this name that the index does not list", "Choose another name, or delete that secret with the keyring's own program: its service is mailgrant."},
	Lost:        {"the keyring did not store the new secret unchanged, and the old one could not be restored", "Neither secret is safe in this keyring. Make a new secret in the portal if you have no other copy, and save it to a keyring that works."},
	Half:        {"the secret was removed from the keyring, but its entry could not be removed from the list", "Free some disk space, then remove it again to remove the entry as well."},
	Missing:     {"the credential is listed but the keyring holds no secret for it", "Save its secret again, or remove the credential."},
	NoSecret:    {"no secret is saved for this credential yet", "Run mailgrant to continue with it."},
	Unsettled:   {"an update of this credential was interrupted, and the keyring may hold the old secret or the new one", "Save it again with the secret that is valid now."},
	Ambiguous:   {"several credentials have this name", "Use the short name that {list} shows."},
}

// systemFixes are the fixes that depend on the operating system; "" is for all
// other systems.
var systemFixes = map[Kind]map[string]string{
	Unavailable: {
		"darwin":  "Unlock the login keychain: security unlock-keychain.",
		"windows": "Sign in to the desktop: Windows gives SSH and network logons no access to the credential store (error 1312).",
		"":        "Start a session with D-Bus and a Secret Service such as gnome-keyring or KeePassXC; over SSH use dbus-run-session.",
	},
	NoPlace: {
		"darwin":  "Set the variable HOME to your home directory, then try again.",
		"windows": "Set the variable AppData to your application data directory, then try again.",
		"":        "Set the variable HOME to your home directory, or XDG_CONFIG_HOME to your configuration directory, then try again.",
	},
	Locked: {
		"darwin":  "Unlock the login keychain; over SSH run security unlock-keychain first (error -25308).",
		"windows": "Sign in to the desktop, then try again.",
		"":        "Unlock your keyring, or create a default one if there is none, then try again; without a desktop, unlock it with gnome-keyring-daemon --unlock.",
	},
}

// Says is the problem in one sentence, lower case, without a period.
func (e *Error) Says() string {
	if w, ok := words[e.Kind]; ok {
		return w.says
	}
	return words[Other].says
}

// Fix is the fix in one sentence, for this operating system.
func (e *Error) Fix() string {
	return e.FixBy(func(words string) string { return "mailgrant " + words })
}

// FixBy is Fix, with mailgrant's own commands as command writes them.
func (e *Error) FixBy(command func(words string) string) string {
	fix := e.fixOn(runtime.GOOS)
	before, rest, _ := strings.Cut(fix, "{")
	words, after, ok := strings.Cut(rest, "}")
	if !ok {
		return fix
	}
	return before + command(words) + after
}

func (e *Error) fixOn(goos string) string {
	if of, ok := systemFixes[e.Kind]; ok {
		if fix, ok := of[goos]; ok {
			return fix
		}
		return of[""]
	}
	if w, ok := words[e.Kind]; ok {
		return w.fix
	}
	return words[Other].fix
}
