package value

import "mailgrant/flow/text"

// growing matches the beginning of a domain or of a mailbox address.
var growing = text.Pattern(`^[\w.+'-]{1,63}(@[\w.-]{0,63})?$`)

// Unfinished reports a text that can still become a domain or a mailbox address by
// typing on. A long run of letters and digits is rather an ID.
func Unfinished(txt string) bool {
	digits := text.Squeeze(txt)
	return growing().MatchString(txt) && !(len(digits) >= 20 && IsHex(digits)) && !HoldsSecret(txt)
}
