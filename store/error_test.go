package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/zalando/go-keyring"
)

func TestWhatKeyringsSayHasItsKind(t *testing.T) {
	for said, want := range map[string]Kind{
		`exec: "dbus-launch": executable file not found in $PATH`:                                         Unavailable,
		"dial unix /nonexistent: connect: no such file or directory":                                      Unavailable,
		"dial unix /run/user/1/bus: connect: connection refused":                                          Unavailable,
		"dbus: invalid bus address (no transport)":                                                        Unavailable,
		"The name org.freedesktop.secrets was not provided by any .service files":                         Unavailable,
		"Process org.freedesktop.secrets exited with status 1":                                            Unavailable,
		"Failed to activate service 'org.freedesktop.secrets': timed out (service_start_timeout=25000ms)": Timeout,
		"failed to unlock correct collection '/org/freedesktop/secrets/collection/login'":                 Locked,
		"failed to unlock correct collection '/org/freedesktop/secrets/aliases/default'":                  Locked,
		"Cannot create an item in a locked collection":                                                    Locked,
		"org.freedesktop.Secret.Error.IsLocked":                                                           Locked,
		"Message recipient disconnected from message bus without replying":                                Crashed,
		"dbus: connection closed by user":                                                                 Crashed,
		"Couldn't create item: An error occurred on the device":                                           Disk,
		"dbus: wire format error: input exceeds array size limitation":                                    TooLarge,
		"dbus: wire format error: input has a null char('\\000') in string":                               Invalid,
		"User interaction is not allowed.":                                                                Locked,
		"exit status 36":                                                                                  Locked,
		"exit status 1":                                                                                   Other,
		"A specified logon session does not exist. It may already have been terminated.":                  Unavailable,
		keyring.ErrUnsupportedPlatform.Error():                                                            Unavailable,
		"something nobody has seen":                                                                       Other,
	} {
		if got := kindOf(errors.New(said)); got != want {
			t.Errorf("%q is %s, want %s", said, got, want)
		}
	}
	wantKind(t, NotFound, asError(Read, fmt.Errorf("get: %w", keyring.ErrNotFound), ""))
	wantKind(t, TooLarge, asError(Save, keyring.ErrSetDataTooBig, ""))
}

func TestEveryKindSaysWhatToDoOnEverySystem(t *testing.T) {
	kinds := []Kind{
		Unavailable, Locked, Timeout, Cancelled, TooLarge, Invalid, NotFound, NotKept, NotRemoved, Stuck, Crashed, Other,
		NoPlace, Denied, Disk, Damaged, Newer, Busy, Exists, Orphan, Lost, Half, Missing, NoSecret, Unsettled, Ambiguous,
	}
	if len(words) != len(kinds) {
		t.Errorf("%d kinds have words, want %d", len(words), len(kinds))
	}
	for _, kind := range kinds {
		e := &Error{Kind: kind, Op: Save}
		if s := e.Error(); s != strings.TrimSuffix(s, ".") || unicode.IsUpper(rune(s[0])) || e.Says() == "" {
			t.Errorf("%s: %q is no error string", kind, s)
		}
		for _, goos := range []string{"linux", "freebsd", "darwin", "windows"} {
			if fix := e.fixOn(goos); !strings.HasSuffix(fix, ".") || !unicode.IsUpper(rune(fix[0])) {
				t.Errorf("%s on %s: %q is no sentence", kind, goos, fix)
			}
		}
	}
	for goos, want := range map[string]string{"linux": "dbus-run-session", "darwin": "security unlock-keychain", "windows": "1312"} {
		if fix := (&Error{Kind: Unavailable}).fixOn(goos); !strings.Contains(fix, want) {
			t.Errorf("on %s %q does not name %s", goos, fix, want)
		}
	}
}

func TestADetailCannotDriveTheTerminal(t *testing.T) {
	for said, want := range map[string]string{
		"plain":                             "plain",
		"\x1b[31mred\x1b[0m":                "[31mred[0m",
		"\x1b]52;c;aGk=\a":                  "]52;c;aGk=",
		"one\r\ntwo":                        "one  two",
		"\u009b31m \u202eback\u2066 \u200b": "31m back",
		"bad \xff\xfe bytes":                "bad  bytes",
		"nul\x00del\x7f":                    "nuldel",
		strings.Repeat("é", 600):            strings.Repeat("é", 500),
	} {
		if got := newError(Read, Other, said, "").Detail; got != want {
			t.Errorf("%q became %q, want %q", said, got, want)
		}
	}
}

func TestADetailThatQuotesTheSecretIsDropped(t *testing.T) {
	for sentence, said := range map[string]string{
		"as it is":              "bad " + canary,
		"split by a control":    canary[:5] + "\x00" + canary[5:],
		"across the 500th rune": strings.Repeat("x", 480) + canary,
	} {
		if got := newError(Save, Other, said, canary).Detail; got != "" {
			t.Errorf("%s: %q", sentence, got)
		}
	}
}
