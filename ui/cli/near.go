package cli

import (
	"mailgrant/flow/text"
	"mailgrant/ui/report"
)

func noSuchUse(help, use string) error {
	near := text.Nearest(use, []string{"incoming", "outgoing", "incoming,outgoing"})
	return usage(help, "The value of --use must be incoming, outgoing, or incoming,outgoing.%s", report.DidYouMean(near))
}
