package cli

import "mailgrant/flow"

// writeFile writes a text to a new file in the current directory.
func (h *hands) writeFile(flow.WriteFile) string { return "" }
