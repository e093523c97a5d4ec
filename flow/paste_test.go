package flow_test

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

const pastedSecret = "pSt8Q~" + "PastedDoNotPrint.0123456789abcde_f"

// pastes are the texts of intake's testdata with Contoso's values in them.
func pastes(t testing.TB) map[string]string {
	t.Helper()
	data, err := os.ReadFile("intake/testdata/pastes.txt")
	if err != nil {
		t.Fatal(err)
	}
	fill := strings.NewReplacer("%CLIENT%", goodClient, "%TENANT%", goodTenant, "%OBJECT%", "0a1b2c3d-aaaa-4bbb-8ccc-111111111111", "%KEYID%", secretID, "%SECRET%", pastedSecret)
	texts := map[string]string{}
	for _, part := range strings.Split(string(data), "\n=== ")[1:] {
		head, text, _ := strings.Cut(part, "\n")
		name, _, _ := strings.Cut(head, ": ")
		texts[name] = fill.Replace(text)
	}
	return texts
}

func pasting(s flow.State, id finding.FieldID, text string) flow.State {
	return drive(s, obliging, flow.Pasted{Field: id, Text: value.NewSecret(text)})
}

// inPlace are the values of a session that a paste can fill, each as
// field=value.
func inPlace(s flow.State) map[finding.FieldID]string {
	list := map[finding.FieldID]string{guide.FieldSecret: s.Values.Secret.Reveal()}
	for _, id := range everyField {
		if text := s.Values.Text(id); id != guide.FieldSecret && text != "" {
			list[id] = text
		}
	}
	return list
}

const block = "Client ID: " + goodClient + "\nTenant ID: " + goodTenant + "\nClient secret: " + pastedSecret + "\nExpires: 2027-05-21\n"

func TestAPastedBlockIsOfferedThenPutInPlaceThenUndone(t *testing.T) {
	for _, id := range []finding.FieldID{"", guide.FieldClientID, guide.FieldExpires} {
		was := given(clientCredentials, guide.StepValues)
		was.Values.ClientID, was.Values.Secret = "", value.Secret{}
		s := pasting(was, id, block)
		if !s.Offers() || !reflect.DeepEqual(s.Values, was.Values) {
			t.Fatalf("%s: %v", id, s.Paste)
		}
		s = drive(s, obliging, flow.PutPasted{})
		want := map[finding.FieldID]string{guide.FieldOrganization: goodTenant, guide.FieldClientID: goodClient, guide.FieldSecret: pastedSecret, guide.FieldExpires: "2027-05-21"}
		for field, text := range want {
			if got := inPlace(s)[field]; got != text {
				t.Errorf("%s is %q", field, got)
			}
		}
		if s.Phase != flow.Asking || s.At != guide.StepValues {
			t.Errorf("%s, %s", s.At, s.Phase)
		}
		if s = drive(s, obliging, flow.Undo{}); !reflect.DeepEqual(s.Values, was.Values) || !reflect.DeepEqual(s.Results, was.Results) || s.MayUndo() {
			t.Errorf("undone:\n%+v\nwas:\n%+v", s.Values, was.Values)
		}
	}
}

func TestAnOfferCanBeLeft(t *testing.T) {
	was := at(guide.StepClientID)
	for _, way := range []flow.Event{flow.DropPasted{}, flow.Back{}, flow.Undo{}} {
		s := drive(pasting(was, guide.FieldClientID, block), obliging, way)
		if s.Offers() || s.At != was.At || !reflect.DeepEqual(s.Values, was.Values) {
			t.Errorf("%T: at %s, %v", way, s.At, s.Paste)
		}
	}
	s := drive(pasting(was, guide.FieldClientID, block), obliging, flow.Typed{Field: guide.FieldClientID, Text: goodClient})
	if s.Offers() || s.Values.ClientID != goodClient {
		t.Errorf("typing: %v", s.Paste)
	}
}

// TestWhateverIsPastedIsPutInPlaceWhereverItLands pastes every text at every page
// of every guide.
func TestWhateverIsPastedIsPutInPlaceWhereverItLands(t *testing.T) {
	t.Parallel()
	texts := pastes(t)
	for _, g := range guide.All() {
		for _, step := range steps(g.ID) {
			if step == guide.StepHandoff {
				continue
			}
			was := atIn(g.ID, step)
			was.Values.ClientID, was.Values.Secret, was.Values.Expires, was.Values.Redirect, was.Values.Mailbox = "", value.Secret{}, "", "", ""
			for name, text := range texts {
				s := pasting(was, "", text)
				if s.Offers() {
					said := page.Of(s)
					if said.Found == nil || said.Options[0].Event != (flow.PutPasted{}) || strings.Contains(fmt.Sprintf("%+v", said), pastedSecret[6:14]) {
						t.Fatalf("%s: %+v", name, said)
					}
					s = drive(s, obliging, flow.PutPasted{})
				}
				if strings.Contains(fmt.Sprintf("%+v", s), pastedSecret[6:14]) {
					t.Fatalf("%s, %s: the session shows the secret", step, name)
				}
				for _, want := range []struct{ in, got string }{{goodClient, s.Values.ClientID}, {pastedSecret, s.Values.Secret.Reveal()}} {
					if strings.Contains(text, want.in) && want.got != want.in {
						t.Errorf("%s, %s, %s: %q, %+v", g.ID, step, name, want.got, s.Paste)
					}
				}
				if s.MayUndo() {
					if s = drive(s, obliging, flow.Undo{}); !reflect.DeepEqual(s.Values, was.Values) {
						t.Errorf("%s, %s, %s: undone %+v", g.ID, step, name, s.Values)
					}
				}
			}
		}
	}
}

func TestAPasteKnowsWhatItIs(t *testing.T) {
	const other = "7a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
	token := "https://login.microsoftonline.com/" + goodTenant + "/oauth2/v2.0/token"
	for name, tt := range map[string]struct {
		at    finding.StepID
		field finding.FieldID
		text  string
		kind  flow.PasteKind
		says  string
	}{
		"a client ID":                           {guide.StepClientID, guide.FieldClientID, goodClient, flow.NotRead, ""},
		"its label before it":                   {guide.StepClientID, guide.FieldClientID, "Application (client) ID: " + goodClient, flow.NotRead, ""},
		"its label above it":                    {guide.StepClientID, guide.FieldClientID, "Application (client) ID\n" + goodClient + "\nObject ID\n" + other, flow.Placed, "Pasted: client ID."},
		"over two lines":                        {guide.StepClientID, guide.FieldClientID, goodClient[:19] + "\n" + goodClient[19:], flow.Placed, "were joined"},
		"a labelled one over two lines":         {guide.StepClientID, guide.FieldClientID, "Client ID: " + goodClient[:19] + "\r\n" + goodClient[19:], flow.Placed, "were joined"},
		"a secret over two lines":               {guide.StepSecret, guide.FieldSecret, pastedSecret[:30] + "\n" + pastedSecret[30:], flow.Placed, "were joined"},
		"an endpoint over two lines":            {guide.StepClientID, guide.FieldToken, "https://login.microsoftonline.com/" + goodTenant + "/\n  oauth2/v2.0/token", flow.Placed, "joined"},
		"two addresses":                         {guide.StepRegister, guide.FieldRedirect, "https://a.example/x\nhttps://b.example/y", flow.NotRead, ""},
		"two IDs":                               {guide.StepClientID, guide.FieldClientID, goodClient + "\n" + other, flow.Unnamed, "several IDs without labels"},
		"two IDs on a line":                     {guide.StepClientID, guide.FieldClientID, goodClient + " " + other, flow.Unnamed, "several IDs without labels"},
		"two client IDs":                        {guide.StepClientID, guide.FieldClientID, "Client ID: " + goodClient + "\nClient ID: " + other, flow.Ambiguous, "more than one client ID"},
		"a labelled tenant ID, in place":        {guide.StepRegister, guide.FieldRedirect, "Directory (tenant) ID: " + goodTenant, flow.Misplaced, "this is the tenant ID, not the redirect URI"},
		"another labelled tenant ID":            {guide.StepRegister, guide.FieldRedirect, "Directory (tenant) ID: " + other, flow.Offered, "This is the tenant ID, not the redirect URI."},
		"a bare tenant ID":                      {guide.StepRegister, guide.FieldRedirect, goodTenant, flow.Misplaced, "this is the tenant ID, not the redirect URI"},
		"a bare tenant ID, in the client ID":    {guide.StepClientID, guide.FieldClientID, goodTenant, flow.NotRead, ""},
		"a bare client ID, in the end date":     {guide.StepSecret, guide.FieldExpires, goodClient, flow.Misplaced, "this is the client ID, not the end date"},
		"a secret in the client ID":             {guide.StepClientID, guide.FieldClientID, pastedSecret, flow.Offered, "This is the client secret, not the client ID."},
		"a secret in a longer text":             {guide.StepRegister, guide.FieldRedirect, "the value is " + pastedSecret + " for you", flow.Offered, "This is the client secret, not the redirect URI."},
		"the row of a secret":                   {guide.StepSecret, guide.FieldSecret, "mail\t5/21/2027\t" + pastedSecret + "\t" + secretID, flow.Offered, "Found: client secret and end date."},
		"Value and Secret ID":                   {guide.StepSecret, guide.FieldSecret, "Value " + pastedSecret + " Secret ID " + secretID, flow.Placed, "Pasted: client secret."},
		"a placeholder":                         {guide.StepClientID, guide.FieldClientID, "AZURE_CLIENT_ID=<your-client-id>\nAZURE_TENANT_ID=<your-tenant-id>", flow.NotRead, ""},
		"a masked secret":                       {guide.StepSecret, guide.FieldSecret, "Client secret: aB3****************\nClient ID: " + goodClient, flow.InPlace, ""},
		"a secret with a colour before it":      {guide.StepSecret, guide.FieldSecret, "\x1b[31m" + pastedSecret, flow.NotRead, ""},
		"prose":                                 {guide.StepClientID, guide.FieldClientID, "Please send me the client ID\nand the secret.", flow.NotRead, ""},
		"nothing":                               {guide.StepClientID, guide.FieldClientID, "", flow.NotRead, ""},
		"the Endpoints pane of this tenant":     {guide.StepClientID, guide.FieldToken, "OAuth 2.0 token endpoint (v2)\n" + token + "\nOAuth 2.0 authorization endpoint (v2)\n" + strings.TrimSuffix(token, "token") + "authorize", flow.InPlace, ""},
		"a V1 endpoint":                         {guide.StepClientID, guide.FieldToken, "https://login.microsoftonline.com/" + goodTenant + "/oauth2/token", flow.NotRead, ""},
		"an endpoint, as the organization":      {guide.StepTenant, guide.FieldOrganization, token, flow.NotRead, ""},
		"an error text":                         {guide.StepMessage, guide.FieldMessage, block, flow.NotRead, ""},
		"more than anybody pastes in a field":   {guide.StepClientID, guide.FieldClientID, block + strings.Repeat("x", 1<<20), flow.NotRead, ""},
		"a client ID that another one replaces": {guide.StepSecret, guide.FieldSecret, "Client ID: " + other, flow.Offered, "This is the client ID, not the client secret."},
	} {
		t.Run(name, func(t *testing.T) {
			s := at(guide.StepSecret)
			if tt.at == guide.StepMessage {
				s = drive(flow.Diagnosis(today, nil), obliging, flow.StartExplain{})
			} else if s = at(tt.at); tt.field == guide.FieldClientID {
				s.Values.ClientID = ""
			}
			if tt.kind == flow.InPlace {
				s.Values.ClientID = goodClient
			}
			s = pasting(s, tt.field, tt.text)
			says := page.PasteSays(s)
			if s.Offers() {
				says = page.Of(s).Found.Says
			}
			if s.Paste.Kind != tt.kind || !strings.Contains(says, tt.says) {
				t.Errorf("%q: %q", s.Paste.Kind, says)
			}
		})
	}
}

func TestAnOfferNamesWhatItReplaces(t *testing.T) {
	const other = "7a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
	s := drive(at(guide.StepSecret), obliging, flow.TypedSecret{Secret: value.NewSecret(canary)})
	s = pasting(s, "", "Client ID: "+other+"\nClient secret: "+pastedSecret)
	for _, l := range page.Of(s).Found.Lines {
		if l.Label == "Client ID" && l.Text != other+" (replaces "+goodClient+")" || l.Label == "Client secret" && l.Text != "••••, 40 characters (replaces the one that is there)" {
			t.Errorf("%s: %s", l.Label, l.Text)
		}
	}
}

func TestWhatIsInPlaceIsNotOfferedAgain(t *testing.T) {
	s := pasting(at(guide.StepSecret), "", "Application (client) ID\n"+strings.ToUpper(goodClient)+"\nDirectory (tenant) ID\n"+goodTenant+"\nClient secret: "+pastedSecret)
	var fields []finding.FieldID
	for _, p := range s.Paste.Puts {
		fields = append(fields, p.Field)
	}
	if !slices.Equal(fields, []finding.FieldID{guide.FieldSecret}) {
		t.Errorf("%q", fields)
	}
}

func TestAPastedTenantIsLookedUpWhereverItLands(t *testing.T) {
	const other = "7a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
	found := func(e flow.Effect) flow.Event {
		look, ok := e.(flow.LookUpTenant)
		if !ok || look.Tenant != other {
			t.Fatalf("%+v", e)
		}
		return flow.TenantSeen{Attempt: look.Attempt, Cloud: look.Cloud, Discovery: wire.Discovery{Reply: answered(200), TenantID: other, Cloud: value.Global}}
	}
	was := at(guide.StepSecret)
	text := flow.Pasted{Text: value.NewSecret("Client ID: " + secretID + "\nTenant ID: " + other)}
	s := drive(was, found, text, flow.PutPasted{})
	if s.Values.Tenant != other || s.Values.TokenEndpoint != value.TokenEndpoint(value.Global, other) || !s.Discovered {
		t.Errorf("%+v", s.Values)
	}
	for name, ends := range map[string]flow.State{
		"not found": drive(was, only(nil), text, flow.PutPasted{}),
		"left":      drive(was, func(flow.Effect) flow.Event { return flow.Leave{} }, text, flow.PutPasted{}),
	} {
		if ends.Busy() || !ends.Discovered || ends.Values.Tenant != other || ends.Values.TokenEndpoint != value.TokenEndpoint(value.Global, other) {
			t.Errorf("%s: %+v", name, ends.Values)
		}
		if back := drive(ends, obliging, flow.Undo{}); !reflect.DeepEqual(back.Values, was.Values) {
			t.Errorf("%s, undone: %+v", name, back.Values)
		}
	}
}

func TestAPasteIsUndoneOnLaterPagesToo(t *testing.T) {
	was := atIn(clientCredentials, guide.StepTenant)
	s := drive(was, obliging, flow.Pasted{Text: value.NewSecret(block)}, flow.PutPasted{})
	s = drive(s, obliging, page.Of(s).Options[0].Event)
	if s.At == guide.StepTenant || !s.MayUndo() {
		t.Fatalf("at %s", s.At)
	}
	if back := drive(s, obliging, flow.Undo{}); back.At != guide.StepTenant || !reflect.DeepEqual(back.Values, was.Values) || back.MayUndo() {
		t.Errorf("at %s: %+v", back.At, back.Values)
	}
	if s = drive(s, obliging, flow.Typed{Field: guide.FieldClientID, Text: secretID}, flow.Undo{}); s.Values.ClientID != secretID {
		t.Errorf("undone after a change: %+v", s.Values)
	}
}

func TestUndoOnTheFirstScreensPasteGoesBackThere(t *testing.T) {
	for _, was := range []flow.State{flow.Begin(today, nil).AtStart(), flow.Diagnosis(today, pendingCredentials())} {
		s := drive(was, obliging, flow.Pasted{Text: value.NewSecret(block)}, flow.PutPasted{})
		for range 2 {
			if back := drive(s, obliging, flow.Undo{}); back.At != was.At || back.Given != was.Given || back.Values.ClientID != "" || !back.Values.Secret.Empty() {
				t.Errorf("at %s: %+v", back.At, back.Values)
			}
			s = drive(s, obliging, flow.ChoseGuide{ID: clientCredentials})
		}
	}
}

func TestASecondPasteAddsToTheOffer(t *testing.T) {
	for _, was := range []flow.State{at(guide.StepTenant), flow.Begin(today, nil).AtStart()} {
		was.Values.ClientID = ""
		first := pasting(was, "", "Client ID: "+goodClient+"\nClient secret: "+pastedSecret)
		s := pasting(first, "", "Client ID: "+secretID+"\nExpires: 2027-05-21")
		got := map[finding.FieldID]string{}
		for _, p := range s.Paste.Puts {
			got[p.Field] = p.Text
		}
		if !s.Offers() || len(got) != 3 || got[guide.FieldClientID] != secretID || got[guide.FieldExpires] != "2027-05-21" {
			t.Errorf("%+v", s.Paste)
		}
		if back := drive(s, obliging, flow.DropPasted{}); back.At != was.At || back.Offers() {
			t.Errorf("left, it is at %s", back.At)
		}
		s = pasting(first, "", "good morning")
		if !s.Offers() || !reflect.DeepEqual(s.Paste.Puts, first.Paste.Puts) || page.PasteSays(s) != "Nothing new in that. Decide about these values first." {
			t.Errorf("%q: %+v", page.PasteSays(s), s.Paste)
		}
	}
}

func TestWhatIsLeftOutOfAPasteIsNamed(t *testing.T) {
	const other = "7a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
	for text, want := range map[string]string{
		"Client ID: " + goodClient + "\nExpires: 05/06/2028":                 "End date left out: 05/06/2028 can mean two days.",
		"Client ID: " + goodClient + "\nAblauf: 31.02.2028":                  "End date left out: it is no day of the calendar.",
		"Client ID: " + goodClient + "\nClient secret: ******":               "Client secret left out: it is masked.",
		"Expires: 2028-10-27\nCLIENT_ID=<your-client-id>":                    "Client ID left out: it is a placeholder.",
		"Client ID: " + goodClient + "\n" + other:                            "1 ID without a label is left out.",
		"Client ID: " + goodClient + "\n\n" + other + "\n" + secretID + "\n": "2 IDs without a label are left out.",
	} {
		was := at(guide.StepTenant)
		was.Values.ClientID = ""
		s := pasting(was, "", text)
		if !s.Offers() || !slices.Contains(page.Of(s).Found.Notes, want) {
			t.Errorf("%q: %+v", text, page.Of(s).Found)
		}
		s = drive(s, obliging, flow.PutPasted{})
		if s = pasting(s, "", text); !strings.Contains(page.PasteSays(s), want) {
			t.Errorf("again, %q: %q", text, page.PasteSays(s))
		}
	}
	s := pasting(at(guide.StepTenant), "", "Application (client) ID\n"+goodClient+"\nObject ID\n"+other)
	if notes := page.Of(s).Found; notes != nil && len(notes.Notes) > 0 {
		t.Errorf("%q", notes.Notes)
	}
}

func TestAnIDAloneOnTheFirstScreenIsAnswered(t *testing.T) {
	for text, want := range map[string]string{goodClient: "this is an ID, and nothing says which", goodClient + "\n" + secretID: "several IDs"} {
		s := pasting(flow.Begin(today, nil).AtStart(), "", text)
		if s.At != guide.StepStart || s.Offers() || !strings.Contains(page.PasteSays(s), want) {
			t.Errorf("%q", page.PasteSays(s))
		}
	}
}

func TestAPasteThatLeavesNothingToRegisterIsOnlyTested(t *testing.T) {
	s := drive(flow.Begin(today, nil), obliging, flow.Pasted{Text: value.NewSecret(block)}, flow.PutPasted{})
	if !s.Given || page.Of(s).Title != page.Of(drive(flow.Begin(today, nil).AtStart(), obliging, flow.StartSetup{Given: true})).Title {
		t.Errorf("%q", page.Of(s).Title)
	}
	if back := drive(s, obliging, flow.Undo{}); back.Given || back.At != guide.StepGuide {
		t.Errorf("undone: %+v", back)
	}
	s = drive(flow.Begin(today, nil), obliging, flow.Pasted{Text: value.NewSecret("Client ID: " + goodClient + "\nTenant ID: " + goodTenant)}, flow.PutPasted{})
	if s.Given {
		t.Error("without a secret there is something left to do")
	}
}

func TestOneBlockIsAllForIDsAndASecret(t *testing.T) {
	s := drive(flow.Begin(today, nil), obliging, flow.StartSetup{Given: true}, flow.Pasted{Text: value.NewSecret(block)}, flow.PutPasted{}, flow.ChoseGuide{ID: clientCredentials})
	for range 6 {
		if s.Settled() {
			break
		}
		s = drive(s, obliging, page.Of(s).Options[0].Event) // as Enter does
	}
	if !s.Verified() || s.Values.ClientID != goodClient || s.Values.Secret.Reveal() != pastedSecret || s.Values.Tenant != goodTenant {
		t.Errorf("at %s: %+v", s.At, s.Values)
	}
}

func TestAPasteBeginsTheDiagnosisOfItsValues(t *testing.T) {
	s := drive(flow.Diagnosis(today, pendingCredentials()), obliging, flow.Pasted{Text: value.NewSecret(block)}, flow.PutPasted{}, flow.ChoseGuide{ID: clientCredentials})
	if !s.Diagnosing || s.At != guide.StepValues || s.Values.ClientID != goodClient || s.Values.Secret.Reveal() != pastedSecret {
		t.Errorf("at %s: %+v", s.At, s.Values)
	}
	for _, was := range []flow.State{flow.Diagnosis(today, pendingCredentials()), flow.Begin(today, nil).AtStart()} {
		if s := drive(was, obliging, flow.Pasted{Text: value.NewSecret(block)}, flow.DropPasted{}); s.At != was.At || s.Given != was.Given || s.Offers() {
			t.Errorf("left, it is at %s", s.At)
		}
	}
	if s := pasting(flow.Diagnosis(today, pendingCredentials()), "", "good morning"); s.At != guide.StepWhich || s.Offers() {
		t.Errorf("at %s", s.At)
	}
}

func TestAPastedMailboxIsTestedThoughNoStepAsksForIt(t *testing.T) {
	s := at(guide.StepTenant)
	s = drive(s, obliging, flow.Pasted{Text: value.NewSecret("Mailbox: help@contoso.com\n" + block)}, flow.PutPasted{})
	if got := s.Values.MailboxesFor(s.Guide()); !slices.Equal(got, []string{"help@contoso.com"}) {
		t.Errorf("%q", got)
	}
}

func TestAPasteOverATypedValueCanBeUndone(t *testing.T) {
	s := drive(at(guide.StepSecret), obliging, flow.Typed{Field: guide.FieldExpires, Text: "2027-01-01"}, flow.Typed{Field: guide.FieldExpires, Text: "2027-02-02", Pasted: true})
	if s = drive(s, obliging, flow.Undo{}); s.Values.Expires != "2027-01-01" {
		t.Errorf("%q", s.Values.Expires)
	}
	s = drive(at(guide.StepSecret), obliging, flow.TypedSecret{Secret: value.NewSecret("old")}, flow.TypedSecret{Secret: value.NewSecret(pastedSecret), Pasted: true}, flow.Undo{})
	if s.Values.Secret.Reveal() != "old" {
		t.Error("the secret is another")
	}
}

func TestWhatWasTypedAfterAPasteIsNotUndone(t *testing.T) {
	s := drive(at(guide.StepSecret), obliging, flow.Typed{Field: guide.FieldExpires, Text: "2027-02-02", Pasted: true}, flow.TypedSecret{Secret: value.NewSecret(pastedSecret)}, flow.Undo{})
	if s.MayUndo() || s.Values.Secret.Reveal() != pastedSecret || s.Values.Expires != "2027-02-02" {
		t.Errorf("%+v", s.Values)
	}
}

// A secret in a text is never part of another field's value once it was read.
func TestOfALongerTextOnlyTheSecretGoesToItsField(t *testing.T) {
	s := drive(at(guide.StepRegister), obliging, flow.Pasted{Field: guide.FieldRedirect, Text: value.NewSecret("here you are: " + pastedSecret + ", see you")}, flow.PutPasted{})
	if s.Values.Secret.Reveal() != pastedSecret {
		t.Error("the secret is not in its field")
	}
	for _, id := range everyField {
		if id != guide.FieldSecret && strings.Contains(s.Values.Text(id), pastedSecret[:8]) {
			t.Errorf("%s holds it", id)
		}
	}
	if kept := fmt.Sprintf("%+v", s.Credential(true)); strings.Contains(kept, pastedSecret[6:14]) {
		t.Errorf("kept: %s", kept)
	}
}

func TestTheSameIDInTwoFieldsIsNoticedWithoutBlamingEither(t *testing.T) {
	values := given(clientCredentials, guide.StepValues)
	values.Discovered, values.Values.Tenant = false, ""
	for _, order := range [][]finding.FieldID{{guide.FieldOrganization, guide.FieldClientID}, {guide.FieldClientID, guide.FieldOrganization}} {
		s := values
		for _, id := range order {
			s = drive(s, obliging, flow.Typed{Field: id, Text: goodClient})
		}
		if f := page.Doubts(s, order)[guide.FieldClientID]; f.Says != "Client ID and Organization hold the same ID: one of them is wrong." {
			t.Errorf("%q", f.Says)
		}
		s = drive(s, obliging, flow.TypedSecret{Secret: value.NewSecret(goodClient)})
		if f := page.Doubts(s, []finding.FieldID{guide.FieldSecret})[guide.FieldSecret]; !strings.Contains(f.Says, "This is the client ID, not") {
			t.Errorf("%q", f.Says)
		}
	}
	s := drive(values, obliging, flow.Typed{Field: guide.FieldOrganization, Text: goodTenant}, flow.TypedSecret{Secret: value.NewSecret(goodTenant)})
	if f := page.Doubts(s, []finding.FieldID{guide.FieldSecret})[guide.FieldSecret]; !strings.Contains(f.Says, "This is the tenant ID, not") {
		t.Errorf("%q", f.Says)
	}
}

func TestAnEmptyOrganizationMakesNoOptionalFieldWrong(t *testing.T) {
	s := given(clientCredentials, guide.StepValues)
	s = drive(s, obliging, flow.Typed{Field: guide.FieldOrganization}, flow.Typed{Field: guide.FieldToken}, flow.Continue{})
	if f, doubted := page.Doubts(s, page.Of(s).Fields)[guide.FieldToken]; doubted {
		t.Errorf("%q", f.Says)
	}
}

func TestAWordInPlaceOfADateIsNotCalledASecret(t *testing.T) {
	for text, masked := range map[string]bool{"gestern": false, "next Friday": false, "demain soir": false, pastedSecret[:20]: true, "aB3xQ9kLm2": true} {
		s := drive(at(guide.StepSecret), obliging, flow.Typed{Field: guide.FieldExpires, Text: text})
		if j := form.Judge(s.Values, guide.FieldExpires); (j.Masked != "") != masked || j.Value != "" {
			t.Errorf("%q: %+v", text, j)
		}
	}
}

func TestANameComesFromTheDomainOrTheMailbox(t *testing.T) {
	for name, tt := range map[string]struct{ domain, mailbox, want string }{
		"a domain":            {"contoso.com", "", "contoso"},
		"a mail domain":       {"mail.contoso.com", "", "contoso"},
		"a domain named mail": {"mail.com", "", "mail"},
		"a mailbox only":      {"", "support@wingtip.onmicrosoft.com", "wingtip"},
	} {
		s := at(guide.StepSecret)
		s.Values.Name, s.Values.Domain, s.Values.Mailboxes, s.Values.Mailbox = "", tt.domain, nil, tt.mailbox
		s = drive(s, obliging, flow.TypedSecret{Secret: value.NewSecret(pastedSecret)}, flow.Continue{})
		if s.Values.Name != tt.want {
			t.Errorf("%s: %q at %s", name, s.Values.Name, s.At)
		}
	}
}
