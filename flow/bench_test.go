package flow

import "testing"

func BenchmarkPageOf(b *testing.B) {
	for _, step := range []StepID{StepRegister, StepSecret, StepProve, StepHandoff} {
		b.Run(string(step), func(b *testing.B) {
			s := at(step)
			b.ReportAllocs()
			for b.Loop() {
				PageOf(s)
			}
		})
	}
	for name, s := range map[string]State{ // whose steps are put together anew each time
		"given/prove": given(clientCredentials, StepProve), "neither/prove": neither(clientCredentials, StepProve),
		"given/values": given(authCode, StepValues), "neither/values": neither(authCode, StepValues),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				PageOf(s)
			}
		})
	}
}

// BenchmarkNext is one letter more in a field.
func BenchmarkNext(b *testing.B) {
	s := at(StepClientID)
	texts := []string{s.Answers.ClientID, s.Answers.ClientID + "a"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s, _ = Next(s, Typed{Field: FieldClientID, Text: texts[i%2]})
	}
}

func BenchmarkJudge(b *testing.B) {
	a := contoso()
	for _, id := range []FieldID{FieldWhere, FieldRedirect, FieldClientID, FieldSecret, FieldExpires, FieldToken, FieldName} {
		b.Run(string(id), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Judge(a, id)
			}
		})
	}
}
