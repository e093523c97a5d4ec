// Package guide reads the documented procedures from their files and checks them:
// steps, fields, permissions. It says what a person must do, and nothing of how
// far a session has come.
package guide

import (
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/value"
)

// Guide is one documented procedure, from the vendor's page, as data that the
// screens, plain mode and Markdown are all made from.
type Guide struct {
	Head
	Permissions []Permission
	Steps       []Step
	Pages       []Step   // the steps as a session shows them, some on one page
	Sheet       []Entry  // the target product's own fields, in its order
	After       []string // what to press, or not, in the product
	Differs     []string // where the guide follows Microsoft and not the page
	Source      []string // the pages that it is from
	Text        string   // the file that it was read from
}

// Head is what a guide's front matter says of the product.
type Head struct {
	ID            string
	AppName       string // what the registration may be called
	Product       string // the target product, as its vendor spells it
	Title         string // the vendor's page title
	Blurb         string // which guide to choose, in one line
	Grant         Grant
	Auth          value.EndpointKind // what the product's auth endpoint must be; "" where it needs none
	Redirect      bool               // the app is registered with the product's redirect URI
	Redirected    bool               // the grant answers to it, so it is needed
	RedirectWhere string             // where the product shows it, in a sentence
	Place         string             // where in the product the sheet's fields are; "" if the guide does not say
	Clouds        []value.Cloud      // those the product can connect to; nil: all

	menu int // its place in the list; 0: behind the others
}

// The steps guides are made of. A guide has those it needs, in its own order.
const (
	StepGuide      finding.StepID = "guide"
	StepUse        finding.StepID = "use"
	StepTenant     finding.StepID = "tenant"
	StepReady      finding.StepID = "ready" // what to have at hand before the portal
	StepPortal     finding.StepID = "portal"
	StepRegister   finding.StepID = "register"
	StepClientID   finding.StepID = "client-id"
	StepPermission finding.StepID = "permissions"
	StepConsent    finding.StepID = "consent"
	StepKeyring    finding.StepID = "keyring"
	StepSecret     finding.StepID = "secret"
	StepEndpoint   finding.StepID = "endpoint"
	StepVerify     finding.StepID = "prove"
	StepKeep       finding.StepID = "keep"
	StepHandoff    finding.StepID = "handoff"
	StepMailbox    finding.StepID = "mailbox"
	StepValues     finding.StepID = "values" // client ID and secret that somebody sent
	StepRights     finding.StepID = "ability"
	StepRequest    finding.StepID = "request" // for whoever may register the app
	StepSignIn     finding.StepID = "sign-in"
	StepWhich      finding.StepID = "which"      // what a diagnosis looks at
	StepMessage    finding.StepID = "message"    // an error text to explain
	StepStart      finding.StepID = "start"      // the first screen
	StepCredential finding.StepID = "credential" // a saved credential, opened there
	StepRemove     finding.StepID = "remove"     // asks before it is removed
	StepSheet      finding.StepID = "sheet"      // its hand-off sheet
)

// Step is one thing to do or to answer. Texts may name values in braces
// ({client-id}, {tenant}, {app-name}), filled in when they are shown.
type Step struct {
	ID     finding.StepID
	Title  string
	Short  string   // its name in the list of steps
	Lead   []string // why this step, in a paragraph or two
	Blade  Blade    // the portal page it happens on; "" where there is none
	Path   string   // the same page by clicks, since blade links change
	Do     []string // what to do, one action each
	Sketch []string // what the portal shows, where words are not enough
	Spoken []string // what each sketch shows, for who can't see it; "" where its lines can be read out
	See    string   // what you should see then
	IfNot  []IfNot  // and what if not
	Notes  []string // to be read by everybody
	Folded []string // notes for who needs them
	Fields []finding.FieldID
	Paper  Paper
	Who    string           // who can do it, in a request
	Ask    string           // what a request says of it
	With   []finding.StepID // the other steps that its page shows
}

// Paper is a step for whoever has the guide on paper and no wizard, where it is
// another there. Its text is Markdown, and may name {command} and {step ID}.
type Paper struct{ Title, Text string }

// IfNot is one way a portal step goes wrong, and what then.
type IfNot struct{ If, Then string }

// Entry is one line of the hand-off sheet: the product's label and what goes
// there.
type Entry struct {
	Label  string
	Value  string // a text with values in braces; "" for what stays empty
	Note   string
	Secret bool // the secret goes here
}

// Unreachable says that the product can't connect to a cloud; nil where it can.
func (g Guide) Unreachable(c value.Cloud) []finding.Finding {
	if g.Clouds == nil || slices.Contains(g.Clouds, c) {
		return nil
	}
	f := finding.New(finding.TenantCheck, finding.WrongCloud, g.Product+" can't connect to "+c.Title()+".",
		"Ask its vendor which clouds it offers today, or use another product for this tenant.")
	f.Step = StepTenant
	return []finding.Finding{f}
}

// Delegated reports that the product acts for people who sign in.
func (g Guide) Delegated() bool {
	return slices.ContainsFunc(g.Permissions, func(p Permission) bool { return p.Kind == Delegated })
}

// Wanted lists the permissions that use needs, in the guide's order.
func (g Guide) Wanted(use value.Use) []Permission {
	var wanted []Permission
	for _, p := range g.Permissions {
		if p.For == 0 || p.For&use != 0 {
			wanted = append(wanted, p)
		}
	}
	return wanted
}

// ChangesMail reports a guide whose product changes messages, as the table of
// its permissions says.
func (g Guide) ChangesMail() bool {
	return slices.ContainsFunc(g.Permissions, func(p Permission) bool {
		return strings.HasPrefix(p.Name, "Mail.ReadWrite") && strings.Contains(p.Why, "change")
	})
}

// ids are those of the guide's steps.
func (g Guide) ids() []finding.StepID {
	var ids []finding.StepID
	for _, s := range g.Steps {
		ids = append(ids, s.ID)
	}
	return ids
}

// reaches lists the clouds that the product can connect to.
func (g Guide) reaches() []value.Cloud {
	if g.Clouds == nil {
		return []value.Cloud{value.Global, value.USGov, value.USGovDoD, value.China}
	}
	return g.Clouds
}

// Index is the place of a step in the guide; -1 if it has no such step.
func (g Guide) Index(id finding.StepID) int {
	for i, s := range g.Steps {
		if s.ID == id {
			return i
		}
	}
	return -1
}

// Step is the step with that ID, or an empty one.
func (g Guide) Step(id finding.StepID) Step {
	if i := g.Index(id); i >= 0 {
		return g.Steps[i]
	}
	return Step{}
}

// AuthEndpoint is a guide's auth endpoint of a tenant; "" where the product
// needs none.
func (g Guide) AuthEndpoint(cloud value.Cloud, tenant string) string {
	switch g.Auth {
	case value.EndpointAuthorize:
		return value.AuthorizeEndpoint(cloud, tenant)
	case value.EndpointAdminConsent:
		return value.AdminConsentEndpoint(cloud, tenant)
	}
	return ""
}

// OpenID are the scopes that belong to no resource.
var OpenID = []string{"openid", "offline_access", "profile", "email"}
