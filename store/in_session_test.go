//go:build linux

package store

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func session(t *testing.T) Keyring {
	t.Helper()
	if os.Getenv(inSession) == "" {
		t.Skip("runs inside TestRealSecretService")
	}
	return OS(Unattended, nil)
}

func TestTheContractInSession(t *testing.T) { keepsContract(t, session(t)) }

func TestAnotherProgramReadsASavedSecretInSession(t *testing.T) {
	k := session(t)
	s, err := OpenUser(k)
	if err != nil {
		t.Fatal(err)
	}
	wantKind(t, "", s.Probe(t.Context()))
	wantKind(t, "", s.Save(t.Context(), full("contoso"), canary, false))
	lookup := func() string {
		out, _ := exec.Command("secret-tool", "lookup", "service", "mailgrant", "username", "contoso").Output()
		return string(out)
	}
	if got := lookup(); got != canary {
		t.Errorf("secret-tool reads %q", got)
	}
	config, err := os.UserConfigDir()
	if err != nil {
		t.Fatal(err)
	}
	if files := grep(t, config, canary); len(files) > 0 {
		t.Errorf("the secret lies in clear in %v", files)
	}
	wantKind(t, "", s.Remove(t.Context(), "contoso"))
	if got := lookup(); got != "" {
		t.Errorf("secret-tool still reads %q", got)
	}
	wantKind(t, "", k.Set(t.Context(), "kept", canary)) // for the search of the disk afterwards
	out, _ := exec.Command("secret-tool", "search", "--all", "service", "mailgrant").CombinedOutput()
	if strings.Contains(string(out), "mailgrant-probe") {
		t.Errorf("a probe was left behind:\n%s", out)
	}
}

func TestABusOnlyTheRuntimeDirectoryNamesWorksInSession(t *testing.T) {
	k := session(t)
	name, err := socketName(strings.TrimPrefix(os.Getenv(busVariable), "unix:"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(name, filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), "bus")); err != nil {
		t.Fatal(err)
	}
	t.Setenv(busVariable, "")
	wantKind(t, "", k.Probe(t.Context(), ""))
}

func TestNothingIsSavedBehindALock(t *testing.T) {
	k := session(t)
	wantKind(t, Locked, k.Probe(t.Context(), ""))
	s, err := OpenUser(k)
	if err != nil {
		t.Fatal(err)
	}
	wantKind(t, Locked, s.Save(t.Context(), full("a"), canary, false))
	if entries, err := s.List(); err != nil || len(entries) != 0 {
		t.Errorf("%d entries (%v)", len(entries), err)
	}
}

func TestThereIsNoKeyringOnABareBus(t *testing.T) {
	k := session(t)
	wantKind(t, Unavailable, k.Probe(t.Context(), ""))
	wantKind(t, Unavailable, k.Set(t.Context(), "a", canary))
	wantKind(t, Unavailable, k.Delete(t.Context(), "a"))
}
