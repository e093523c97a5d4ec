package form

import (
	"slices"

	"mailgrant/flow/finding"
)

func (j Judged) IdShaped() bool {
	return slices.ContainsFunc(j.Findings, func(f finding.Finding) bool { return f.Cause == finding.SecretIDNotValue })
}
