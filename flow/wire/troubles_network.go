package wire

// InBrackets is what more is known of a trouble, in brackets.
func (r Reply) InBrackets() string {
	if r.Detail == "" {
		return ""
	}
	return " (" + r.Detail + ")"
}
