package store

import (
	"errors"
	"runtime"
	"strings"
	"syscall"

	"github.com/zalando/go-keyring"
)

// texts are the messages of go-keyring, D-Bus, macOS's security and Windows, in
// lower case, most specific first. The exit statuses are the low byte of
// macOS's OSStatus (36 is -25308, interaction not allowed), the only part that
// go-keyring passes on.
var texts = []struct {
	contains string
	kind     Kind
}{
	{"service_start_timeout", Timeout},
	{"was not provided by any .service files", Unavailable},
	{"exited with status", Unavailable},
	{"failed to activate service", Unavailable},
	{"executable file not found", Unavailable},
	{"dbus: invalid bus address", Unavailable},
	{"dbus: couldn't determine address", Unavailable},
	{"connect: ", Unavailable},
	{"specified logon session does not exist", Unavailable},
	{"unsupported platform", Unavailable},
	{"exit status 37", Unavailable}, // no default keychain
	{"exit status 50", Unavailable}, // no such keychain
	{"exit status 53", Unavailable}, // no keychain is available

	{"disconnected from message bus without replying", Crashed},
	{"connection closed by user", Crashed},
	{"broken pipe", Crashed},

	{"failed to unlock correct collection", Locked},
	{"user interaction is not allowed", Locked},
	{"-25308", Locked},
	{"exit status 36", Locked},
	{"exit status 51", Locked},  // authorisation failed
	{"exit status 128", Locked}, // the user cancelled
	{"dismissed", Locked},
	{"locked", Locked},

	{"exceeds array size limitation", TooLarge},
	{"wire format error", Invalid},
	{"an error occurred on the device", Disk},
	{"no space left", Disk},
}

// errNoLogonSession is ERROR_NO_SUCH_LOGON_SESSION of Windows, whose text is in
// the system's language.
const errNoLogonSession = syscall.Errno(1312)

// asError is err as an Error of op. Its text must not quote secret.
func asError(op Op, err error, secret string) *Error {
	var typed *Error
	if errors.As(err, &typed) {
		e := *typed
		e.Op = op
		return &e
	}
	kind := kindOf(err)
	e := newError(op, kind, err.Error(), secret)
	// After these, the state of the write is unknown.
	e.Unsure = op != Read && (kind == Crashed || kind == Other)
	return e
}

func kindOf(err error) Kind {
	switch {
	case errors.Is(err, keyring.ErrNotFound):
		return NotFound
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return TooLarge
	case runtime.GOOS == "windows" && errors.Is(err, errNoLogonSession):
		return Unavailable
	}
	said := strings.ToLower(err.Error())
	for _, t := range texts {
		if strings.Contains(said, t.contains) {
			return t.kind
		}
	}
	return Other
}
