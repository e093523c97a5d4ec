package intake

import (
	"strconv"
	"strings"
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/guide"
	"mailgrant/flow/text"
)

// readApps reads app registrations: a manifest in either format, az ad app, or a
// part of one, such as its list of secrets.
func readApps(list []object) (Text, bool) {
	var apps []object
	for _, o := range list {
		if o.registers() {
			apps = append(apps, o)
		}
	}
	switch {
	case len(apps) > 0:
	case len(list) > 0 && list[0].has("resourceappid", "resourceaccess"):
		return parts(askedIn(list).facts(false), nil), true
	case len(list) > 0 && list[0].has("keyid") && (list[0].has("enddatetime") || list[0].has("enddate")) && !list[0].has("secrettext"):
		return parts(secretFacts(list, true), nil), true
	default:
		return Text{}, false
	}
	t := Text{Format: App}
	for _, o := range apps {
		if len(apps) == 1 {
			t.Values = appValues(o)
		}
		facts := appFacts(o)
		if name := quote(o.str("displayname", "name")); name != "" && len(apps) > 1 {
			for i := range facts {
				facts[i].Says = name + ": " + facts[i].Says
				facts[i].Firm = false // which app is meant is not known
			}
		}
		t.Facts = append(t.Facts, facts...)
	}
	return t, true
}

// registers reports an app registration, or some members of one.
func (o object) registers() bool {
	if o.has("serviceprincipaltype") || o.has("aud") {
		return false
	}
	return o.has("passwordcredentials") || o.has("requiredresourceaccess") || o.has("signinaudience") || o.has("replyurlswithtype") ||
		o.sub("spa").has("redirecturis") || o.sub("web").has("redirecturis")
}

// readSecretList reads the secrets of an app as PowerShell prints them.
func readSecretList(txt string) (Text, bool) {
	if len(txt) > longestPaste || !strings.Contains(txt, "EndDate") || !strings.Contains(txt, "KeyId") {
		return Text{}, false
	}
	var list []object
	for _, r := range append(listed(txt), tabled(txt)...) {
		if o := r.object(); o.has("keyid") && (o.has("enddatetime") || o.has("enddate")) {
			list = append(list, o)
		}
	}
	return parts(secretFacts(list, true), nil), len(list) > 0
}

func parts(facts []Fact, values []Value) Text {
	return Text{Format: App, Facts: facts, Values: values}
}

// appValues are the IDs and redirect URIs of one app. The object ID is none of
// them.
func appValues(o object) []Value {
	var list []Value
	if id := o.str("appid"); id != "" {
		list = append(list, named(guide.FieldClientID, "appId", id))
	}
	for _, u := range o.redirects() {
		list = append(list, named(guide.FieldRedirect, "redirectUris", u.uri))
	}
	for _, c := range o.list("passwordcredentials") {
		list = append(list, c.values("passwordcredentials")...)
	}
	return list
}

// redirect is a registered redirect URI with its platform.
type redirect struct{ uri, platform string }

// redirects reads both formats of a manifest.
func (o object) redirects() []redirect {
	var list []redirect
	for _, u := range o.list("replyurlswithtype") {
		list = append(list, redirect{u.str("url"), strings.ToLower(u.str("type"))})
	}
	for key, platform := range map[string]string{"web": "web", "spa": "spa", "publicclient": "installedclient"} {
		for _, uri := range o.sub(key).strs("redirecturis") {
			list = append(list, redirect{uri, platform})
		}
	}
	return list
}

// appFacts are what a registration proves.
func appFacts(o object) []Fact {
	var facts []Fact
	if o.str("isdisabled") == "true" {
		facts = append(facts, shows(finding.AppDisabled, "isDisabled is true: the app is deactivated"))
	}
	if by := o.str("disabledbymicrosoftstatus"); by != "" && by != "NotDisabled" {
		facts = append(facts, shows(finding.AppDisabled, "disabledByMicrosoftStatus is "+quote(by)))
	}
	if o.has("passwordcredentials") {
		facts = append(facts, secretFacts(o.list("passwordcredentials"), len(o.list("keycredentials")) == 0)...)
	}
	uris := o.redirects()
	facts = append(facts, redirectFacts(uris)...)
	if o.has("requiredresourceaccess") && !o.has(cut) {
		facts = append(facts, askedIn(o.list("requiredresourceaccess")).facts(len(uris) == 0)...)
	}
	switch audience := o.str("signinaudience"); audience {
	case "PersonalMicrosoftAccount":
		facts = append(facts, shows(finding.NotAWorkforceTenant, "signInAudience is PersonalMicrosoftAccount: the app is for personal accounts only"))
	case "":
	default:
		facts = append(facts, notes("signInAudience is "+quote(audience)))
	}
	return facts
}

// redirectFacts judge the platforms of the redirect URIs: a client secret works
// with Web alone.
func redirectFacts(list []redirect) (facts []Fact) {
	web := false
	for _, r := range list {
		web = web || r.platform == "web"
	}
	for _, r := range list {
		says := "redirect URI " + quote(r.uri) + " is under the platform "
		switch r.platform {
		case "spa":
			says += "Single-page application (spa)"
		case "installedclient":
			says += "Mobile and desktop applications (publicClient)"
		default:
			facts = append(facts, notes("redirect URI "+quote(r.uri)+" is under the platform Web"))
			continue
		}
		if web {
			facts = append(facts, notes(says))
			continue
		}
		f := hints(says+", and none is under Web", finding.RedirectPlatform)
		f.Firm = r.platform == "spa"
		facts = append(facts, f)
	}
	return facts
}

// secretFacts judge the ends of an app's secrets. One that goes on beside an
// ended one leaves open which of them the product holds, and so does a certificate.
// alone says that the app has none.
func secretFacts(list []object, alone bool) (facts []Fact) {
	if len(list) == 0 && alone {
		return []Fact{hints("passwordCredentials is empty: the app has no client secret", finding.SecretWrong, finding.SecretMissing)}
	}
	var last time.Time
	for _, c := range list {
		if end := moment(c.str("enddatetime", "enddate")); end.After(last) {
			last = end
		}
	}
	for _, c := range list {
		end := moment(c.str("enddatetime", "enddate"))
		if end.IsZero() {
			continue
		}
		name := quote(c.str("displayname", "description"))
		if name == "" {
			name = "without a name"
		} else {
			name = strconv.Quote(name)
		}
		if hint := c.str("hint"); len(hint) == 3 {
			name += " (" + quote(hint) + "…)"
		}
		f := Fact{Causes: []finding.Cause{finding.SecretExpired}, Firm: alone && end.Equal(last), Says: "client secret " + name + " ended on " + day(end), Since: end, Setting: true}
		if !end.Equal(last) {
			f.Says += "; another one ends on " + day(last)
		}
		facts = append(facts, f)
	}
	return facts
}

// facts judge the permissions that an app asks for. alone says that it has no
// redirect URI, so nobody signs in to it.
func (a asked) facts(alone bool) (facts []Fact) {
	var mailRoles, mailScopes []string
	for _, n := range a.roles {
		if mail(n) {
			mailRoles = append(mailRoles, n)
		}
	}
	for _, n := range a.scopes {
		if mail(n) {
			mailScopes = append(mailScopes, n)
		}
	}
	switch {
	case len(mailScopes) > 0 && len(mailRoles) == 0:
		f := hints("requiredResourceAccess has "+text.List(mailScopes)+" as delegated permissions (type Scope) only", finding.DelegatedInsteadOfApplication, finding.ConsentMissing)
		if alone {
			f = shows(finding.DelegatedInsteadOfApplication, f.Says+", and there is no redirect URI for people to sign in")
		}
		facts = append(facts, f)
	case len(mailRoles) == 0 && !a.exchange:
		facts = append(facts, hints("requiredResourceAccess has no permission for mail", finding.PermissionMissing, finding.ConsentMissing))
	case len(mailRoles) > 0:
		facts = append(facts, notes("requiredResourceAccess has "+text.List(mailRoles)+" as application permissions (type Role); whether they are granted it does not say"))
	}
	for _, n := range append(mailRoles, mailScopes...) {
		if n == "full_access_as_app" || n == "EWS.AccessAsUser.All" {
			facts = append(facts, hints(n+" is a permission for Exchange Web Services (EWS)", ewsRetired))
		}
	}
	return facts
}
