package flow_test

import (
	"testing"

	"mailgrant/flow"
	"mailgrant/flow/finding"
	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/page"
)

func BenchmarkPageOf(b *testing.B) {
	for _, step := range []finding.StepID{guide.StepRegister, guide.StepSecret, guide.StepVerify, guide.StepHandoff} {
		b.Run(string(step), func(b *testing.B) {
			s := at(step)
			b.ReportAllocs()
			for b.Loop() {
				page.Of(s)
			}
		})
	}
	for name, s := range map[string]flow.State{ // whose steps are built anew each time
		"given/prove": given(clientCredentials, guide.StepVerify), "neither/prove": neither(clientCredentials, guide.StepVerify),
		"given/values": given(authCode, guide.StepValues), "neither/values": neither(authCode, guide.StepValues),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				page.Of(s)
			}
		})
	}
}

// BenchmarkNext measures one more letter in a field.
func BenchmarkNext(b *testing.B) {
	s := at(guide.StepClientID)
	texts := []string{s.Values.ClientID, s.Values.ClientID + "a"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s, _ = flow.Next(s, flow.Typed{Field: guide.FieldClientID, Text: texts[i%2]})
	}
}

func BenchmarkJudge(b *testing.B) {
	a := contoso()
	for _, id := range []finding.FieldID{guide.FieldOrganization, guide.FieldRedirect, guide.FieldClientID, guide.FieldSecret, guide.FieldExpires, guide.FieldToken, guide.FieldName} {
		b.Run(string(id), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				form.Judge(a, id)
			}
		})
	}
}
