package store

import (
	"context"
	"strings"
	"testing"
)

// printable is every byte that a secret may contain.
var printable = func() string {
	var b strings.Builder
	for c := byte(0x21); c <= 0x7e; c++ {
		b.WriteByte(c)
	}
	return b.String()
}()

// contract is the behavior of every Keyring.
var contract = map[string]func(t *testing.T, k Keyring, account string){
	"a secret comes back as it was given": func(t *testing.T, k Keyring, account string) {
		for _, secret := range []string{"x", "aB3~Q" + strings.Repeat("z", 35), printable, strings.Repeat("k", maxSecret)} {
			wantKind(t, "", k.Set(t.Context(), account, secret))
			wantSecret(t, k, account, secret)
		}
	},
	"a second secret replaces the first": func(t *testing.T, k Keyring, account string) {
		wantKind(t, "", k.Set(t.Context(), account, "first"))
		wantKind(t, "", k.Set(t.Context(), account, "second"))
		wantSecret(t, k, account, "second")
	},
	"accounts do not see each other": func(t *testing.T, k Keyring, account string) {
		wantKind(t, "", k.Set(t.Context(), account+".a", "one"))
		wantKind(t, "", k.Set(t.Context(), account+".b", "two"))
		wantKind(t, "", k.Delete(t.Context(), account+".a"))
		wantSecret(t, k, account+".b", "two")
	},
	"the longest name is kept": func(t *testing.T, k Keyring, account string) {
		long := account + strings.Repeat("n", 128-len(account))
		wantKind(t, "", k.Set(t.Context(), long, "value"))
		wantSecret(t, k, long, "value")
	},
	"what was never kept is not found": func(t *testing.T, k Keyring, account string) {
		_, err := k.Get(t.Context(), account)
		wantKind(t, NotFound, err)
		wantKind(t, NotFound, k.Delete(t.Context(), account))
	},
	"what was removed is not found": func(t *testing.T, k Keyring, account string) {
		wantKind(t, "", k.Set(t.Context(), account, "value"))
		wantKind(t, "", k.Delete(t.Context(), account))
		_, err := k.Get(t.Context(), account)
		wantKind(t, NotFound, err)
	},
	"a secret that some keyring would alter is refused and the old one stays": func(t *testing.T, k Keyring, account string) {
		wantKind(t, "", k.Set(t.Context(), account, "old"))
		for _, secret := range []string{"", "two words", "line\n", "nul\x00", "caf\u00e9", "\xff\xfe", "\ufeffbom"} {
			wantKind(t, Invalid, k.Set(t.Context(), account, secret))
		}
		wantKind(t, TooLarge, k.Set(t.Context(), account, strings.Repeat("k", maxSecret+1)))
		wantSecret(t, k, account, "old")
	},
	"a name that some keyring would take apart is refused": func(t *testing.T, k Keyring, account string) {
		for _, name := range []string{"", "a b", "a:b", "a/b", "a\nb", "a'b", "\u00e9", strings.Repeat("n", 129)} {
			_, err := k.Get(t.Context(), name)
			wantKind(t, Invalid, err)
			wantKind(t, Invalid, k.Set(t.Context(), name, "value"))
			wantKind(t, Invalid, k.Delete(t.Context(), name))
		}
	},
	"a cancelled call changes nothing": func(t *testing.T, k Keyring, account string) {
		wantKind(t, "", k.Set(t.Context(), account, "old"))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		wantKind(t, Cancelled, k.Set(ctx, account, "new"))
		wantKind(t, Cancelled, k.Delete(ctx, account))
		wantKind(t, Cancelled, k.Probe(ctx, ""))
		wantSecret(t, k, account, "old")
	},
	"a probe passes": func(t *testing.T, k Keyring, _ string) {
		wantKind(t, "", k.Probe(t.Context(), ""))
	},
}

// keepsContract runs the contract, each clause with its own account.
func keepsContract(t *testing.T, k Keyring) {
	for sentence, clause := range contract {
		t.Run(sentence, func(t *testing.T) {
			clause(t, k, Slug(sentence))
		})
	}
}

func TestMemoryKeepsTheContract(t *testing.T) {
	m := NewMemory()
	keepsContract(t, m)
	for account := range m.kept {
		if strings.HasPrefix(account, "mailgrant-probe.") {
			t.Errorf("a probe left %s behind", account)
		}
	}
}

func TestMemoryFailsOnRequestAndHeals(t *testing.T) {
	m := NewMemory()
	wantKind(t, "", m.Set(t.Context(), "a", "old"))
	m.FailWith(func(op Op, account string) error {
		if op == Save && account == "a" {
			return &Error{Kind: Locked, Op: op}
		}
		return nil
	})
	wantKind(t, Locked, m.Set(t.Context(), "a", "new"))
	wantSecret(t, m, "a", "old")
	m.FailWith(nil)
	wantKind(t, "", m.Set(t.Context(), "a", "new"))
	wantSecret(t, m, "a", "new")
}

func wantKind(t *testing.T, want Kind, err error) {
	t.Helper()
	if got := KindOf(err); got != want {
		t.Errorf("kind %q, want %q (%v)", got, want, err)
	}
}

func wantSecret(t *testing.T, k Keyring, account, want string) {
	t.Helper()
	got, err := k.Get(t.Context(), account)
	if err != nil || got != want {
		t.Errorf("%s holds %q (%v), want %q", account, got, err, want)
	}
}
