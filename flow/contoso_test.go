package flow

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

// Contoso as the tests of the machine meet it: values and answers made by hand.
const (
	goodTenant   = "5b1f9e2c-7d3a-4c58-9f10-2a6e8b4d7c31"
	goodClient   = "c3d8f0a1-64b2-4e7f-8a95-1f0e2d3c4b5a"
	goodEndpoint = "https://login.microsoftonline.com/" + goodTenant + "/oauth2/v2.0/token"
	contosoGraph = "https://graph.microsoft.com"
	canary       = "cAn8Q~CanaryDoNotPrint.0123456789abcde_f"
	secretID     = "0f9e8d7c-6b5a-4938-8271-605f4e3d2c1b"
)

var (
	today    = time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)
	allRoles = []string{"User.Read.All", "Mail.ReadWrite", "Mail.Send"}
)

// contoso is what an administrator of the good app types.
func contoso() Answers {
	return Answers{
		Guide: "email-this-issue-client-credentials", Use: Both,
		Where: "support@contoso.com", Tenant: goodTenant, Domain: "contoso.com", Cloud: Global,
		ClientID: goodClient, Secret: NewSecret(canary), Expires: "2027-10-01", TokenEndpoint: goodEndpoint,
		Name: "contoso",
	}
}

func answered(status int) Reply {
	return Reply{
		Host: "login.microsoftonline.com", At: today, Dated: true, Took: 120 * time.Millisecond,
		Evidence: Evidence{HTTPStatus: status, RequestID: "req-1", TraceID: "trace-1"},
	}
}

func discovered() Discovery {
	return Discovery{Reply: answered(200), TenantID: goodTenant, Cloud: Global, TokenEndpoint: goodEndpoint, GraphHost: "graph.microsoft.com", Region: "EU"}
}

func granted(roles ...string) Grant {
	return Grant{
		Reply: answered(200), Got: true, TenantID: goodTenant, AppID: goodClient, Audience: contosoGraph,
		ObjectID: "11112222-3333-4444-8555-666677778888", IDType: "app", Roles: roles, ExpiresIn: time.Hour,
	}
}

// refusedWith is Entra's refusal by code, with its own text.
func refusedWith(status int, codes ...int) Reply {
	r := answered(status)
	r.Codes, r.Error = codes, "invalid_client"
	r.Evidence.ServerText = "AADSTS: Microsoft's own text."
	return r
}

func failed(t Trouble) Reply {
	return Reply{Trouble: t, Host: "login.microsoftonline.com", At: today}
}

// obliging carries out an effect the way everything works.
func obliging(e Effect) Event {
	switch e := e.(type) {
	case LookUpTenant:
		return TenantSeen{e.Attempt, e.Cloud, discovered()}
	case FetchToken:
		return TokenSeen{e.Attempt, granted(allRoles...)}
	case ProbeKeyring:
		return KeyringSeen{Attempt: e.Attempt}
	case SaveCredential:
		return SaveSeen{Attempt: e.Attempt}
	case OpenURL, CopyText, CopySecret:
		return Told{"done"}
	}
	return nil
}

// drive feeds events to a sitting and answers every effect with do.
func drive(s State, do func(Effect) Event, events ...Event) State {
	for len(events) > 0 {
		next, effects := Next(s, events[0])
		s, events = next, events[1:]
		for _, e := range effects {
			events = append([]Event{do(e)}, events...)
		}
	}
	return s
}

// happy are the events that lead from the choice of guide to a saved credential.
func happy() []Event {
	a := contoso()
	return []Event{
		ChoseGuide{a.Guide}, ChoseUse{Both},
		Typed{FieldWhere, a.Where}, Continue{}, Continue{},
		Continue{},
		Typed{FieldRedirect, "https://contoso.atlassian.net/oauth"}, Continue{},
		Typed{FieldClientID, a.ClientID}, Continue{},
		TickedAll{}, Continue{},
		Continue{},
		Continue{},
		TypedSecret{a.Secret}, Typed{FieldExpires, a.Expires}, Continue{},
		Continue{},
		Continue{},
		Keep{Saved},
		Continue{},
	}
}

// at walks the happy path up to a step and stops there.
func at(step StepID) State {
	s := Begin(today, []string{"fabrikam"})
	for _, e := range happy() {
		if s.At == step && !s.Busy() {
			return s
		}
		s = drive(s, obliging, e)
	}
	return s
}

// steps are all places a sitting can be at.
func steps() []StepID {
	ids := []StepID{StepGuide}
	for _, s := range All()[0].Steps {
		ids = append(ids, s.ID)
	}
	return ids
}

// compareGolden holds got against testdata/name; MAILGRANT_GOLDEN=update
// writes it instead.
func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("MAILGRANT_GOLDEN") == "update" {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: run make golden", err)
	}
	if string(want) != got {
		t.Errorf("%s differs: run make golden and review the diff. Got:\n%s", path, got)
	}
}

// deepCopy copies a value with all that its pointers, slices and maps lead to.
func deepCopy[T any](v T) T {
	return copied(reflect.ValueOf(v)).Interface().(T)
}

func copied(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(copied(v.Elem()))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := range v.Len() {
				out.Index(i).Set(copied(v.Index(i)))
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(copied(v.Field(i)))
			}
		}
	}
	return out
}
