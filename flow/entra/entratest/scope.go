package entratest

import (
	"slices"
	"strings"
)

// openID are the scopes that belong to no resource.
var openID = []string{"openid", "profile", "email", "offline_access"}

// delegated describes each delegated permission as a consent page does. Users
// may not grant those in adminsOnly (facts/entra.md section 7).
var delegated = map[string]string{
	"openid":                "Sign you in",
	"profile":               "See your basic profile",
	"email":                 "See your e-mail address",
	"offline_access":        "Keep the access you give it, also while you are away",
	"User.Read":             "Sign you in and read your profile",
	"User.ReadBasic.All":    "Read everybody's basic profile",
	"User.Read.All":         "Read everybody's full profile",
	"Organization.Read.All": "Read information about the organization",
	"Directory.Read.All":    "Read directory data",
	"Mail.ReadBasic":        "Read your mail without its text",
	"Mail.Read":             "Read your mail",
	"Mail.ReadWrite":        "Read, change and delete your mail",
	"Mail.Send":             "Send mail as you",
	"Mail.Read.Shared":      "Read mail you can reach",
	"Mail.ReadWrite.Shared": "Read, change and delete mail you can reach",
	"Mail.Send.Shared":      "Send mail on behalf of others",
	"MailboxSettings.Read":  "Read your mailbox settings",
}

var adminsOnly = []string{"User.Read.All", "Organization.Read.All", "Directory.Read.All"}

// readScopes turns the requested scopes into names of permissions of this
// tenant's Graph; .default means the app's registered ones.
func readScopes(asked string, t Tenant, app App) (names []string, refused *Refusal) {
	resource := "https://" + t.Cloud.GraphHost() + "/"
	for _, scope := range strings.Fields(asked) {
		name := scope
		if len(name) > len(resource) && strings.EqualFold(name[:len(resource)], resource) {
			name = strings.TrimPrefix(name[len(resource):], "/")
		}
		if strings.Contains(name, "://") {
			return nil, &Refusal{400, "invalid_resource", 500011, "The resource principal named " + name + " was not found in the tenant named " + t.Name + "."}
		}
		if name == ".default" {
			names = append(names, app.Delegated...)
			continue
		}
		known := canonical(name)
		if known == "" {
			return nil, &Refusal{400, "invalid_client", 650053, "The application '" + app.Name + "' asked for scope '" + name +
				"' that doesn't exist on the resource '" + graphID + "'."}
		}
		names = append(names, known)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// canonical is a permission's name in Graph's spelling; "" for an unknown one.
func canonical(name string) string {
	for known := range delegated {
		if strings.EqualFold(known, name) {
			return known
		}
	}
	return ""
}

// needsAdmin reports whether users may not grant one of the scopes.
func needsAdmin(scopes []string) bool {
	return slices.ContainsFunc(scopes, func(s string) bool { return slices.Contains(adminsOnly, s) })
}

// spoken are the scopes in a user's token: without offline_access, and with two
// more if openid is among them.
func spoken(scopes []string) []string {
	list := slices.DeleteFunc(slices.Clone(scopes), func(s string) bool { return s == "offline_access" })
	if slices.Contains(list, "openid") {
		list = append(list, "profile", "email")
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// echoed are spoken scopes as an answer names them: with their resource if they
// were requested with it, and with .default.
func echoed(scopes []string, asked string, t Tenant) string {
	resource := "https://" + t.Cloud.GraphHost() + "/"
	list := spoken(scopes)
	if !strings.Contains(strings.ToLower(asked), resource) {
		return strings.Join(list, " ")
	}
	for i, scope := range list {
		if !slices.Contains(openID, scope) {
			list[i] = resource + scope
		}
	}
	if strings.Contains(asked, "/.default") {
		list = append(list, resource+".default")
	}
	return strings.Join(list, " ")
}
