package wire

// InBrackets is the detail of a trouble, in brackets.
func (r Reply) InBrackets() string {
	if r.Detail == "" {
		return ""
	}
	return " (" + r.Detail + ")"
}
