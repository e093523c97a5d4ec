package page

import (
	"cmp"
	"slices"
	"strings"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
)

// remedy is what helps after a test that did not pass.
type remedy int

const (
	testAgain  remedy = iota // the portal, somebody else or time fixes it
	waitForIt                // it shows in a new token
	enterAgain               // a value typed here is wrong
	doAgain                  // a step was not done, or not all of it
)

// stepRemedies are what helps, by the step at which a cause is fixed.
var stepRemedies = map[finding.StepID]remedy{
	guide.StepTenant: enterAgain, guide.StepMailbox: enterAgain, guide.StepRegister: enterAgain, guide.StepClientID: enterAgain,
	guide.StepSecret: enterAgain, guide.StepEndpoint: enterAgain,
	guide.StepPermission: doAgain, guide.StepSignIn: doAgain,
	guide.StepConsent: testAgain, guide.StepVerify: testAgain,
}

// causeRemedies are the causes for which their step does not tell.
var causeRemedies = map[finding.Cause]remedy{
	finding.NotYetPropagated: waitForIt,
	finding.DirectoryDenied:  testAgain, finding.UserNotAssigned: testAgain, finding.ResourceWrong: testAgain,
	"audience-policy": testAgain, "secret-policy": testAgain, "secret-limit": testAgain,
	finding.ExpiryMalformed: enterAgain, finding.ExpiryUnknown: enterAgain, finding.MailboxMalformed: enterAgain, finding.PlaceholderLeft: enterAgain,
	finding.SecretMalformed: enterAgain, finding.SecretShapeUnusual: enterAgain, finding.SecretExpiring: enterAgain, finding.CloudClosed: enterAgain,
	finding.AdminConsentFormUndocumented: enterAgain,
}

// remedyFor is what helps with a finding.
func remedyFor(f finding.Finding) remedy {
	switch f.Cause.Owner() {
	case finding.NetworkTeam, finding.Microsoft, finding.ExchangeAdmin: // whatever its step
		return testAgain
	}
	if r, ok := causeRemedies[f.Cause]; ok {
		return r
	}
	if r, ok := stepRemedies[f.Step]; ok {
		return r
	}
	if fieldOf(f) != "" {
		return enterAgain
	}
	return testAgain
}

// stepFields are the values that a step is about.
var stepFields = map[finding.StepID]finding.FieldID{
	guide.StepTenant: guide.FieldOrganization, guide.StepMailbox: guide.FieldMailbox, guide.StepRegister: guide.FieldRedirect,
}

// valueOf is the field with the value that a finding is about; "" for none.
func valueOf(f finding.Finding) finding.FieldID {
	switch f.Cause {
	case finding.SecretExpired, finding.SecretExpiring: // not its date
		return guide.FieldSecret
	}
	return cmp.Or(fieldOf(f), stepFields[f.Step])
}

// suspected is the field behind the deciding cause of the latest test; "" for
// none.
func (s view) suspected() finding.FieldID {
	if root, found := finding.Root(s.tested()); found && remedyFor(root) == enterAgain {
		return valueOf(root)
	}
	return ""
}

var (
	againOption = Option{"Test again", "", flow.Retry{}}
	waitOption  = Option{"Wait for it to show", "up to two minutes", flow.Poll{}}
)

// helps are the ways to fix what a test found, the best first.
func (s view) helps(root finding.Finding) []Option {
	if root.Cause == "" && s.Values.Secret.Empty() { // nothing was wrong, and nothing was proven
		return append(s.enter(guide.FieldSecret, "Enter the client secret"), againOption)
	}
	options := []Option{againOption}
	var other []Option // what changes something here
	switch r := remedyFor(root); {
	case r == enterAgain && s.reenter(root) != nil:
		options = append(s.reenter(root), againOption)
	case r == doAgain && s.goBack(root) != nil:
		options = append(s.goBack(root), againOption)
	case r == waitForIt && s.MayPass(root):
		options = []Option{waitOption, againOption}
	default:
		other = s.goBack(root)
	}
	if s.MayPass(root) && options[0] != waitOption {
		options = slices.Insert(options, 1, waitOption)
	}
	if s.AsksAnother(root) {
		ask := Option{"Write the request", "for " + askedOf(root), flow.AskOthers{Show: true}}
		options = slices.Insert(options, 1, ask)
	}
	if len(other) == 0 && len(options) > 0 && options[0].Event == againOption.Event {
		other = s.anyValue()
	}
	return append(options, other...)
}

// askedOf is who gets the request.
func askedOf(f finding.Finding) string {
	switch f.Cause.Owner() {
	case finding.EntraAdmin:
		return "an administrator"
	case finding.ExchangeAdmin:
		return "an Exchange administrator"
	case finding.NetworkTeam:
		return "the network team"
	}
	return "the app's owner"
}

// reenter leads to the field with the wrong value, if this session asks for it.
func (s view) reenter(f finding.Finding) []Option {
	id := valueOf(f)
	if id == "" {
		return nil
	}
	label := s.Field(id).Label
	label = "Change the " + strings.ToLower(label[:1]) + label[1:]
	if id == guide.FieldSecret {
		label = "Enter the secret again"
		if s.NeedsNewSecret() {
			label = "Enter a new secret"
		}
	}
	return s.enter(id, label)
}

// enter leads to the step that asks for a value.
func (s view) enter(id finding.FieldID, label string) []Option {
	if to := s.asking(id); to != "" {
		return []Option{{label, "everything else stays", flow.Jump{To: to}}}
	}
	return nil
}

// asking is the step, reached before, that asks for a value; "" for none.
func (s view) asking(id finding.FieldID) finding.StepID {
	for i, step := range s.Steps() {
		if i <= s.Reached && step.ID != s.At && slices.Contains(step.Fields, id) {
			return step.ID
		}
	}
	return ""
}

// anyValue leads to the values where no single one is suspected.
func (s view) anyValue() []Option {
	if to := s.asking(guide.FieldClientID); to != "" {
		return []Option{{"Change the values", "everything typed stays", flow.Jump{To: to}}}
	}
	return nil
}
