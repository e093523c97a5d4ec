package intake

import (
	"slices"
	"strings"

	"mailgrant/flow/finding"
	"mailgrant/flow/text"
)

// permissions are the names of permissions that an event gave or took.
func (e event) permissions() (names []string) {
	for _, c := range e.changes {
		switch folded(c.name) {
		case "approlevalue", "delegatedpermissiongrantscope", "delegatedpermissiongrantscopes":
		default:
			continue
		}
		for _, word := range strings.FieldsFunc(c.before+" "+c.after, func(r rune) bool { return strings.ContainsRune("\"'\\[], ", r) }) {
			if word != "null" && !slices.Contains(names, quote(word)) {
				names = append(names, quote(word))
			}
		}
	}
	return names
}

// named puts the names of the permissions into a sentence.
func (e event) named(says string) string {
	if names := e.permissions(); len(names) > 0 {
		return strings.ReplaceAll(says, "PERMISSION", text.List(names))
	}
	return strings.NewReplacer("the permission PERMISSION", "an application permission", "the consent for PERMISSION", "the consent").Replace(says)
}

// withdraws reports that an event took a permission or its consent.
func withdraws(f Fact) bool {
	return slices.Contains(f.Causes, finding.ConsentMissing) && slices.Contains(f.Causes, finding.PermissionMissing)
}

// gives reports an activity that grants permissions.
func gives(name string) bool {
	return strings.HasPrefix(name, "add ") || strings.Contains(name, "consent to application")
}

// except are the names of a list that another one does not have.
func except(list, others []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(name string) bool { return slices.Contains(others, name) })
}

// again says what to do about permissions that were taken: consent again.
func again(facts []Fact, gone []string) {
	slices.Sort(gone)
	gone = slices.Compact(gone)
	for i, f := range facts {
		if !withdraws(f) || strings.Contains(f.Says, "changed the permissions") {
			continue
		}
		press := "In Entra ID > App registrations > your app > API permissions, press Grant admin consent and answer Yes."
		switch len(gone) {
		case 0:
		case 1:
			press += " If " + gone[0] + " is no longer in the list, add it first."
		default:
			press += " If one of " + text.List(gone) + " is no longer in the list, add it first."
		}
		facts[i].Do = []string{"Ask whoever did it whether it was on purpose.", press, "Then let the product get a new token, or sign in again where a person signs in."}
		facts[i].Ask = "Was it on purpose that the permission was removed?"
	}
}
