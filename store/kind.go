package store

import (
	"runtime"
	"strings"
)

// Kind is what went wrong, for programs to switch on.
type Kind string

// The kinds of the keyring.
const (
	Unavailable Kind = "unavailable" // no session bus, no keyring service, no logon session
	Locked      Kind = "locked"      // locked, the prompt dismissed, or no prompt possible
	Timeout     Kind = "timeout"     // no answer within the time limit
	Cancelled   Kind = "cancelled"   // the caller's context ended it
	TooLarge    Kind = "too-large"   // past 1024 bytes, or past what the keyring takes
	Invalid     Kind = "invalid"     // a name or value that not every keyring keeps intact
	NotFound    Kind = "not-found"
	NotKept     Kind = "not-kept"    // written, but read back absent or different
	NotRemoved  Kind = "not-removed" // removed, but still there
	Stuck       Kind = "stuck"       // an earlier write at the account was left behind and has not ended
	Crashed     Kind = "crashed"     // the keyring service or its library broke off
	Other       Kind = "other"
)

// The kinds of the index, and of keyring and index together.
const (
	NoPlace   Kind = "no-place"  // no directory of the user's own is set
	Disk      Kind = "disk"      // the file system refused
	Denied    Kind = "denied"    // it does not let this user at the index
	Damaged   Kind = "damaged"   // the index is half-written, too large, or no regular file
	Newer     Kind = "newer"     // the index is of a later mailgrant
	Busy      Kind = "busy"      // another mailgrant holds the lock
	Exists    Kind = "exists"    // Save without replace onto a saved credential
	Orphan    Kind = "orphan"    // the keyring holds a secret the index does not list
	Lost      Kind = "lost"      // the keyring altered the secret while it was replaced, and it could not be put back
	Half      Kind = "half"      // the secret is removed, its entry in the index is not
	Missing   Kind = "missing"   // the index lists a credential whose secret the keyring lacks
	NoSecret  Kind = "bare"      // the credential was saved before it had a secret
	Unsettled Kind = "unsettled" // an update was cut short and left it open which secret was kept
	Ambiguous Kind = "ambiguous" // several credentials carry the display name
)

// words are, for each kind, what is the matter and what to do about it. A command
// of mailgrant's is in braces.
var words = map[Kind]struct{ says, fix string }{
	Unavailable: {"no keyring is available", ""},
	Locked:      {"the keyring is locked", ""},
	Timeout:     {"the keyring did not answer in time", "Look for a window that asks to unlock the keyring or to allow access, answer it, then try again."},
	Cancelled:   {"the wait for the keyring was ended", "Try again when you are ready."},
	TooLarge:    {"the secret is too large for a keyring", "Check that you copied the secret's Value and nothing else."},
	Invalid:     {"the keyring cannot keep this name or value intact", "Use printable ASCII: letters, digits and . _ @ - in a name, no spaces or line ends in a secret."},
	NotFound:    {"no such credential is saved", "Run {list} to see the saved ones."},
	NotKept:     {"the keyring took the secret but did not keep it as it is", "Unlock the keyring, allow mailgrant to write to it, and save again. If it stays like this, use another keyring: this one alters what it is given."},
	NotRemoved:  {"the keyring still holds the secret", "Unlock the keyring, allow the removal, and remove it again."},
	Stuck:       {"an earlier change under this name is still waiting for the keyring and could undo this one", "Answer the keyring's window and try again, or use another name. If there is no window, start mailgrant again."},
	Crashed:     {"the keyring broke off in the middle", "Start the keyring again, or sign out and in, then try again."},
	Other:       {"the keyring failed", "Check that another program can use the keyring, such as the desktop's own keyring app, then try again."},
	NoPlace:     {"there is no place for the list of saved credentials", ""},
	Denied:      {"you may not read or write the list of saved credentials", "Check who owns your configuration directory, and that HOME is your own."},
	Disk:        {"the disk refused", "Make room on the disk and check that you may write to your configuration directory."},
	Damaged:     {"the index cannot be read", "Move index.json away and save the credentials again; their secrets are still in the keyring."},
	Newer:       {"the index was written by a newer mailgrant", "Update mailgrant on this computer."},
	Busy:        {"another mailgrant is saving", "Finish or close the other mailgrant, then try again."},
	Exists:      {"a credential of this name is saved already", "Choose another name, or take up the saved one: {diagnose}."},
	Orphan:      {"the keyring holds a secret under this name that the index does not list", "Choose another name, or delete that secret with the keyring's own program: it is filed under mailgrant."},
	Lost:        {"the keyring did not keep the new secret as it is, and the old one could not be put back", "Neither secret is safe in this keyring. Make a new secret in the portal if you have no other copy, and save it to a keyring that works."},
	Half:        {"the secret is removed from the keyring, but its entry could not be taken out of the list", "Make room on the disk, then remove it again to take the entry out as well."},
	Missing:     {"the credential is listed but the keyring holds no secret for it", "Save its secret again, or remove the credential."},
	NoSecret:    {"no secret is kept for this credential yet", "Run mailgrant to go on with it."},
	Unsettled:   {"an update of this credential was cut short and either secret may be in the keyring", "Save it again with the secret that is valid now."},
	Ambiguous:   {"several credentials have this name", "Use the short name that {list} shows."},
}

// systemFixes are the fixes that depend on the operating system; "" is for
// every system not named.
var systemFixes = map[Kind]map[string]string{
	Unavailable: {
		"darwin":  "Unlock the login keychain: security unlock-keychain.",
		"windows": "Sign in to the desktop: Windows opens no credential store to an SSH or network logon (error 1312).",
		"":        "Start a session with a D-Bus and a Secret Service such as gnome-keyring or KeePassXC; over SSH use dbus-run-session.",
	},
	NoPlace: {
		"darwin":  "Set the variable HOME to your home directory, then try again.",
		"windows": "Set the variable AppData to your directory for application data, then try again.",
		"":        "Set the variable HOME to your home directory, or XDG_CONFIG_HOME to one for settings, then try again.",
	},
	Locked: {
		"darwin":  "Unlock the login keychain; over SSH run security unlock-keychain first (error -25308).",
		"windows": "Sign in to the desktop, then try again.",
		"":        "Unlock your keyring, or create a default one where there is none, then try again; without a desktop unlock it with gnome-keyring-daemon --unlock.",
	},
}

// Says is one sentence on what is the matter, lower case, without a period.
func (e *Error) Says() string {
	if w, ok := words[e.Kind]; ok {
		return w.says
	}
	return words[Other].says
}

// Fix is one sentence on what to do about it on this operating system.
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
