package page

import "mailgrant/flow"

// Leaving says what would be lost by leaving now, and what leaving means.
func Leaving(s flow.State) (lost, leave string) {
	saved := s.ChangedSince()
	switch {
	case saved != "" && s.Practice:
		return "The change since " + saved + " was saved would be lost.", "the change is lost"
	case saved != "":
		return "The change since " + saved + " was saved would be lost.", saved + " stays saved; the change is lost"
	case s.Values.Secret.Empty() || s.SecretGiven():
		lost = "What you typed would be lost."
	default:
		lost = "What you typed would be lost, and Microsoft shows the client secret only once."
	}
	if len(s.Outcomes()) > 0 && !s.Practice {
		return lost, "this one is not saved; what was saved before stays"
	}
	return lost, "nothing is saved"
}
