//go:build linux

package storetest

import (
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"github.com/zalando/go-keyring"
)

// absent skips a test that lacks something, or fails it if nothing may be
// skipped.
func absent(t testing.TB, how string) {
	t.Helper()
	if os.Getenv("MAILGRANT_REQUIRE_ALL") == "1" {
		t.Fatal(how)
	}
	t.Skip(how)
}

func needs(t testing.TB, from map[string]string) {
	t.Helper()
	for tool, from := range from {
		if _, err := exec.LookPath(tool); err != nil {
			absent(t, "no "+tool+": apt-get install -y --no-install-recommends "+from)
		}
	}
}

func startSecretService(t testing.TB) *SecretService {
	t.Helper()
	needs(t, map[string]string{"dbus-daemon": "dbus-daemon"})
	s, err := StartSecretService(100 * time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// visit makes this process use the service.
func visit(t *testing.T, s *SecretService) {
	t.Helper()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", s.bus.address())
}

func holds(t *testing.T, p Place, account string, want ...string) {
	t.Helper()
	if got := p.Contents()[account]; !slices.Equal(got, want) {
		t.Errorf("it holds %q, want %q", got, want)
	}
}

func TestGoKeyringUsesTheSecretService(t *testing.T) {
	s := startSecretService(t)
	visit(t, s)
	for _, secret := range []string{"one", "two"} {
		if err := keyring.Set(service, "a", secret); err != nil {
			t.Fatal(err)
		}
		holds(t, s, "a", secret)
		if got, err := keyring.Get(service, "a"); got != secret || err != nil {
			t.Errorf("%q, %v", got, err)
		}
	}
	if err := keyring.Delete(service, "a"); err != nil {
		t.Error(err)
	}
	holds(t, s, "a")
	if _, err := keyring.Get(service, "a"); err != keyring.ErrNotFound {
		t.Error(err)
	}
}

func TestAnotherProgramUsesTheSecretService(t *testing.T) {
	needs(t, map[string]string{"secret-tool": "libsecret-tools"})
	s := startSecretService(t)
	s.Put("a", "one")
	lookup := exec.CommandContext(t.Context(), "secret-tool", "lookup", "service", service, "username", "a")
	lookup.Env = s.Env()
	if out, err := lookup.CombinedOutput(); string(out) != "one" || err != nil {
		t.Errorf("secret-tool: %q, %v", out, err)
	}
}

// What a fault does to go-keyring alone shows why mailgrant guards it.
func TestFaultsDoWhatTheySay(t *testing.T) {
	s := startSecretService(t)
	visit(t, s)
	const long = "TWO which is longer than twenty"
	falsely := func(t *testing.T, fault string, set bool) {
		t.Helper()
		s.Put("a", "one")
		s.Fault(fault)
		defer s.Heal()
		err := keyring.Delete(service, "a")
		if set {
			err = keyring.Set(service, "a", long)
		}
		if err != nil {
			t.Errorf("%s: %v", fault, err)
		}
		if got := s.Contents()["a"]; set && slices.Contains(got, long) || !set && len(got) == 0 {
			t.Errorf("%s: it holds %q", fault, got)
		}
	}
	for _, fault := range []string{"writes are lost", "writes are cut at 20 bytes", "writes change case", "CreateItem asks, and the person says no"} {
		falsely(t, fault, true)
	}
	for _, fault := range []string{"deletions are answered and not done", "Delete asks, and the person says no"} {
		falsely(t, fault, false)
	}
	for fault, text := range map[string]string{
		"CreateItem ends the service":                "Message recipient disconnected from message bus without replying",
		"there is no service":                        "The name org.freedesktop.secrets was not provided by any .service files",
		"the service ends as it starts":              "Process org.freedesktop.secrets exited with status 1",
		"the bus gives up on the service":            "Failed to activate service 'org.freedesktop.secrets': timed out (service_start_timeout=100ms)",
		"Unlock asks, and the person says no":        "failed to unlock correct collection '/org/freedesktop/secrets/collection/login'",
		"the disk is full":                           "Couldn't create item: An error occurred on the device",
		"there is no collection":                     "failed to unlock correct collection '/org/freedesktop/secrets/aliases/default'",
		"CreateItem asks, and the prompt is refused": "it did not work",
	} {
		s.Fault(fault)
		if err := keyring.Set(service, "a", "two"); err == nil || err.Error() != text {
			t.Errorf("%s: %v", fault, err)
		}
		s.Heal()
		if err := keyring.Set(service, "a", "healed"); err != nil {
			t.Errorf("%s, healed: %v", fault, err)
		}
	}
	for _, fault := range []string{
		"CreateItem asks, and the answer has other types", "CreateItem asks, and the answer is empty",
		"the list of collections has another type", "CreateItem asks, and the bus ends meanwhile",
	} {
		s.Fault(fault)
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: go-keyring goes on", fault)
				}
			}()
			_ = keyring.Set(service, "a", "two")
		}()
		s.Heal()
	}
}

func TestEveryFaultHealsInTheSameProcess(t *testing.T) {
	s := startSecretService(t)
	visit(t, s)
	for _, f := range s.Faults() {
		s.Fault(f.Name)
		s.Heal()
		if err := keyring.Set(service, "a", f.Name); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		holds(t, s, "a", f.Name)
	}
}
