package guide

import (
	"mailgrant/flow/finding"
	"mailgrant/flow/value"
)

// Blade is a page of the portal.
type Blade string

// The blades. Fragments are from facts/entra.md section 10; Microsoft does not
// promise them, so every step prints its click path too.
const (
	BladeApps         Blade = "ApplicationsListBlade"
	BladeNewApp       Blade = "CreateApplicationBlade/quickStartType~/null/isMSAApp~/false"
	BladeOverview     Blade = "ApplicationMenuBlade/~/Overview"
	BladePermissions  Blade = "ApplicationMenuBlade/~/CallAnAPI"
	BladeCredentials  Blade = "ApplicationMenuBlade/~/Credentials"
	BladeAuthenticate Blade = "ApplicationMenuBlade/~/Authentication"
)

// bladeName is a blade as a guide's file names it.
type bladeName struct {
	name  string
	blade Blade
}

var blades = []bladeName{
	{"apps", BladeApps}, {"new-app", BladeNewApp}, {"overview", BladeOverview},
	{"permissions", BladePermissions}, {"credentials", BladeCredentials}, {"authentication", BladeAuthenticate},
}

// Link is the address of the blade in the cloud's portal. A blade that belongs
// to one app leads to the list of apps until the client ID is known.
func (b Blade) Link(cloud value.Cloud, clientID string) string {
	const fragment = "/#view/Microsoft_AAD_RegisteredApps/"
	root := "https://" + cloud.PortalHost() + fragment
	switch b {
	case "":
		return ""
	case BladeApps, BladeNewApp:
		return root + string(b)
	case BladeOverview, BladePermissions, BladeCredentials, BladeAuthenticate:
	}
	if !value.IsGUID(clientID) {
		return root + string(BladeApps)
	}
	return root + string(b) + "/appId/" + clientID
}

// Remedied is the portal page on which the app's owner or an administrator fixes
// a finding, with the click path; "" where there is none.
func (g Guide) Remedied(f finding.Finding) (blade Blade, path string) {
	step, owner := g.Step(f.Step), f.Cause.Owner()
	switch {
	case step.Blade != "":
		return step.Blade, step.Path
	case f.Step == StepConsent:
		return BladePermissions, "{app-name} > API permissions"
	case (f.Step == "" || f.Step == StepVerify) && f.Check != finding.MailboxCheck && (owner == finding.AppOwner || owner == finding.EntraAdmin):
		return BladeOverview, "Enterprise apps > {app-name}, or App registrations > {app-name}"
	}
	return "", ""
}
