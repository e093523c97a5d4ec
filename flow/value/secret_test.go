package value_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/form"
	"mailgrant/flow/value"
)

const hidden = "cAn8Q~CanaryDoNotPrint.0123456789abcde_f"

func TestASecretNeverPrintsItself(t *testing.T) {
	secret := value.NewSecret(hidden)
	holder := struct {
		Name   string
		Secret value.Secret
		Ptr    *value.Secret
	}{"contoso", secret, &secret}
	save := flow.SaveCredential{Secret: secret}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%c", "%U", "%T", "%t", "%p", "%40.3s", "%-5v"} {
		for _, v := range []any{secret, &secret, holder, &holder, []value.Secret{secret}, map[string]value.Secret{"k": secret}, save, form.Values{Secret: secret}, flow.TypedSecret{Secret: secret}} {
			if text := fmt.Sprintf(verb, v); leaks(text) {
				t.Errorf("%s of %T prints the secret: %s", verb, v, text)
			}
		}
	}
	for _, text := range []string{
		fmt.Sprint(secret), fmt.Sprintln(holder), secret.String(), secret.GoString(),
		fmt.Errorf("wrong: %w", fmt.Errorf("%v", holder)).Error(),
	} {
		if leaks(text) {
			t.Errorf("prints the secret: %s", text)
		}
	}
}

func TestASecretDoesNotGetIntoJSONOrALog(t *testing.T) {
	secret := value.NewSecret(hidden)
	data, err := json.Marshal(map[string]any{"secret": secret, "pointer": &secret, "effect": flow.FetchToken{Secret: secret}})
	if err != nil || leaks(string(data)) || !strings.Contains(string(data), value.Mask) {
		t.Errorf("JSON: %s, %v", data, err)
	}
	var log bytes.Buffer
	for _, h := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		slog.New(h).Info("fetch", "secret", secret, "effect", flow.FetchToken{Secret: secret}, slog.Group("g", "s", &secret))
	}
	if leaks(log.String()) || !strings.Contains(log.String(), value.Mask) {
		t.Errorf("log: %s", &log)
	}
}

// leaks looks for the canary as it is, in hexadecimal and in parts.
func leaks(text string) bool {
	for _, part := range []string{hidden, "CanaryDo", fmt.Sprintf("%x", "CanaryDo"), fmt.Sprintf("%X", "CanaryDo"), "67 97 110"} {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

func TestASecretTellsGivenFromEmpty(t *testing.T) {
	var none value.Secret
	if !none.Absent() || !none.Empty() || value.NewSecret("").Absent() || !value.NewSecret("").Empty() || value.NewSecret("x").Empty() {
		t.Error("a secret that was given and is empty differs from none")
	}
}

func TestAHintIsThreeCharactersOfALongSecretOnly(t *testing.T) {
	for text, want := range map[string]string{hidden: "cAn", "short": "", "fifteen-letters": "", "sixteen-letters-": "six"} {
		if got := value.NewSecret(text).Hint(); got != want {
			t.Errorf("hint of %d characters: %q, want %q", len(text), got, want)
		}
	}
}

func TestWhatANameCallsASecretIsOne(t *testing.T) {
	for _, name := range []string{"client_secret", "SECRET", "passwd", "Password", "pwd", "passphrase", "passcode", "api-key", "apikey", "access_token", "Refresh Token", "id-token", "assertion", "value"} {
		for _, quote := range []string{"", `"`, "'", "`"} {
			for _, gap := range []string{"", " ", "\t\n"} {
				for _, separator := range []string{"=", ":", "%3A", "%3d"} {
					if text := "its " + name + quote + gap + separator + gap + "hidden"; !value.HoldsSecret(text) {
						t.Errorf("%q holds none", text)
					}
				}
			}
		}
	}
}
