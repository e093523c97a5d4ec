package store

import (
	"reflect"
	"testing"
)

func TestAStockedSafeIsAsIfEachHadBeenSaved(t *testing.T) {
	saved := OpenMemory(NewMemory())
	wantKind(t, "", saved.Save(t.Context(), full("b"), oldSecret, false))
	wantKind(t, "", saved.Save(t.Context(), full("a"), newSecret, false))
	stocked, err := Seeded(t.Context(), NewMemory(), Seed{full("b"), oldSecret}, Seed{full("a"), newSecret})
	wantKind(t, "", err)
	want, _ := saved.List()
	got, err := stocked.List()
	if len(want) != 2 || len(got) != 2 {
		t.Fatalf("%d and %d entries (%v), want 2", len(want), len(got), err)
	}
	for i := range got { // they may differ by the second of the save
		got[i].Created, got[i].Updated, got[i].Revision = want[i].Created, want[i].Updated, want[i].Revision
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v (%v), want %+v", got, err, want)
	}
	if e, secret, err := stocked.Open(t.Context(), "b"); err != nil || secret != oldSecret || e.SecretHint != "oLd" {
		t.Errorf("%+v with %q (%v)", e, secret, err)
	}
}

func TestStockedRefusesWhatSaveRefuses(t *testing.T) {
	for sentence, c := range map[string]struct {
		seeds []Seed
		want  Kind
	}{
		"two of one slug":                    {[]Seed{{full("a"), oldSecret}, {full("a"), newSecret}}, Exists},
		"no secret":                          {[]Seed{{full("a"), ""}}, Invalid},
		"a slug that looks like a flag":      {[]Seed{{full("-a"), oldSecret}}, Invalid},
		"a secret pasted into the name, too": {[]Seed{{Entry{Registration: Registration{Name: "x " + oldSecret}, Slug: "a"}, oldSecret}}, Invalid},
	} {
		t.Run(sentence, func(t *testing.T) {
			_, err := Seeded(t.Context(), NewMemory(), c.seeds...)
			wantKind(t, c.want, err)
		})
	}
}
