package store

import (
	"time"

	"github.com/zalando/go-keyring"
)

// Other time limits, such as "2s", for a build whose keyring must fail soon:
// -ldflags "-X mailgrant/store.attendedLimit=2s".
var unattendedLimit, attendedLimit string

// Time limits of one keyring call.
var (
	Unattended = limitOf(unattendedLimit, 3*time.Second) // nobody can answer a prompt
	Attended   = limitOf(attendedLimit, 60*time.Second)  // a person may need to unlock the keyring
)

// limitOf is the limit that the build set, or usual.
func limitOf(set string, usual time.Duration) time.Duration {
	if d, err := time.ParseDuration(set); err == nil && d > 0 {
		return d
	}
	return usual
}

// OS is the keyring of the operating system: Secret Service on Linux and BSD,
// the login keychain on macOS, Credential Manager on Windows. No call takes
// longer than limit. reveals reports whether a message of the keyring reveals
// any part of a secret; such a message gets into no error.
func OS(limit time.Duration, reveals func(text, secret string) bool) Keyring {
	return &guard{backend: system{}, limit: limit, reach: reachBus, reveals: reveals}
}

// system is go-keyring, unguarded.
type system struct{}

func (system) Set(service, account, secret string) error {
	return keyring.Set(service, account, secret)
}

func (system) Get(service, account string) (string, error) {
	return keyring.Get(service, account)
}

func (system) Delete(service, account string) error {
	return keyring.Delete(service, account)
}
