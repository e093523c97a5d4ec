package intake

import (
	"encoding/json"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
)

// readPrincipals reads az ad sp and what Graph says about an enterprise app: the
// object itself, its role assignments, its delegated grants.
func readPrincipals(list []object) (Text, bool) {
	t := Text{Format: ServicePrincipal}
	var roles, scopes []string
	found := 0
	for _, o := range list {
		switch {
		case o.has("serviceprincipaltype"):
			found++
			if len(list) == 1 {
				t.Values = append(t.Values, named(guide.FieldClientID, "appId", o.str("appid")))
			}
			for _, f := range principalFacts(o) {
				f.Firm = f.Firm && len(list) == 1 // of several, which is meant is not known
				t.Facts = append(t.Facts, f)
			}
		case o.has("value") && strings.Contains(strings.ToLower(o.str("@odata.context")), "approleassignments"):
			found++
			t.Facts = append(t.Facts, hints("the list of granted application permissions is empty", finding.ConsentMissing, finding.PermissionMissing))
		case o.has("approleid", "principalid"):
			found++
			if name := permissions[strings.ToLower(o.str("approleid"))]; name != "" {
				roles = append(roles, name)
			}
		case o.has("consenttype", "scope"):
			found++
			scopes = append(scopes, strings.Fields(o.str("scope"))...)
		}
	}
	if found == 0 {
		return Text{}, false
	}
	switch {
	case len(roles) > 0:
		t.Facts = append(t.Facts, notes("granted application permissions: "+quote(text.List(roles))))
	case len(scopes) > 0:
		t.Facts = append(t.Facts, hints("granted delegated permissions: "+quote(text.List(scopes)), finding.DelegatedInsteadOfApplication, finding.ConsentMissing))
	}
	return t, true
}

func principalFacts(o object) (facts []Fact) {
	name := quote(o.str("displayname", "appdisplayname"))
	if o.str("accountenabled") == "false" {
		facts = append(facts, shows(finding.AppDisabled, name+": accountEnabled is false (Enabled for users to sign in: No)"))
	}
	if by := o.str("disabledbymicrosoftstatus"); by != "" && by != "NotDisabled" {
		facts = append(facts, shows(finding.AppDisabled, name+": disabledByMicrosoftStatus is "+quote(by)))
	}
	if o.str("approleassignmentrequired") == "true" {
		facts = append(facts, hints(name+": appRoleAssignmentRequired is true (Assignment required: Yes)", finding.UserNotAssigned))
	}
	if len(o.list("passwordcredentials")) > 0 {
		facts = append(facts, secretFacts(o.list("passwordcredentials"), false)...)
	}
	return facts
}

// readPrincipalLines reads the same as PowerShell prints it.
func readPrincipalLines(txt string) (Text, bool) {
	if len(txt) > longestPaste || !strings.Contains(txt, "AccountEnabled") {
		return Text{}, false
	}
	var list []object
	for _, r := range append(listed(txt), tabled(txt)...) {
		if r["accountenabled"] != "" && (r["appid"] != "" || r["serviceprincipaltype"] != "") {
			o := r.object()
			o["accountenabled"], _ = json.Marshal(strings.ToLower(r["accountenabled"]))
			o["serviceprincipaltype"] = json.RawMessage(`""`)
			list = append(list, o)
		}
	}
	return readPrincipals(list)
}

// readNewSecret reads what is shown once, when a secret is made: az ad app
// credential reset, create-for-rbac, Graph's addPassword.
func readNewSecret(list []object) (Text, bool) {
	t := Text{Format: NewSecret}
	for _, o := range list {
		if o.has("secrettext") || o.has("appid", "password") || o.has("clientid", "clientsecret", "subscriptionid") || o.has("clientid", "clientsecret", "activedirectoryendpointurl") {
			t.Values = append(t.Values, o.values("")...)
		}
	}
	if len(t.Values) == 0 {
		return Text{}, false
	}
	for _, v := range t.Values {
		if v.Field == guide.FieldExpires {
			if end := v.day(); !end.IsZero() {
				f := shows(finding.SecretExpired, "the client secret ended on "+day(end))
				f.Since = end
				t.Facts = append(t.Facts, f)
			}
		}
	}
	return t, true
}
