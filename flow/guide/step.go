package guide

import (
	"slices"
	"strings"
)

// single are the parts that a section has once.
var single = []form{numbers, fence, spoken, page, path, see, ifNots, table, bullets}

// fill gives a step what its section says. A part replaces the shared step's, or
// adds to it if it begins with a +. Tables and lists with dashes are left to
// the section's own rules.
func (f *file) fill(s *Step, blocks []block) (own []block) {
	var seen []form
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		anew := !b.adds && !slices.Contains(seen, b.form)
		if slices.Contains(seen, b.form) && slices.Contains(single, b.form) {
			f.bad(b.n, "This section has a %s already.", b.form)
		}
		seen = append(seen, b.form)
		switch b.form {
		case paragraph:
			s.Lead = join(anew, s.Lead, f.prose(b.text(""), longestText, textPlaces...))
		case quote:
			f.note(s, b, anew)
		case numbers:
			s.Do = join(anew, s.Do, f.proses(f.items(b))...)
		case ifNots:
			if i+1 == len(blocks) || blocks[i+1].form != bullets || b.text("What if not:").text != "" {
				f.bad(b.n, "After What if not: comes an empty line, then a list with dashes.")
				continue
			}
			i++
			s.IfNot = join(anew, s.IfNot, f.ifNots(blocks[i])...)
		case fence, spoken, see, page, path:
			if b.adds {
				f.bad(b.n, "A + has no place here: this part always replaces the shared one.")
			}
			f.replace(s, b)
		case table, bullets:
			own = append(own, b)
		}
	}
	return own
}

// replace takes a part that a step has once.
func (f *file) replace(s *Step, b block) {
	switch b.form {
	case fence:
		s.Sketch, s.Spoken = f.sketch(b), nil
	case spoken:
		s.Spoken = []string{f.prose(b.text("In words:"), longestText, textPlaces...)}
	case see:
		s.See = f.prose(b.text("You should see:"), longestText, textPlaces...)
	case path:
		s.Path = f.prose(b.text("Path:"), longestText, textPlaces...)
	case page:
		name := b.text("Page:").text
		i := slices.IndexFunc(blades, func(b bladeName) bool { return b.name == name })
		if i < 0 {
			var names []string
			for _, b := range blades {
				names = append(names, b.name)
			}
			f.bad(b.n, "There is no page %q. The pages are %s.", name, strings.Join(names, ", "))
			return
		}
		s.Blade = blades[i].blade
	case paragraph, quote, numbers, ifNots, table, bullets:
	}
}

// note takes a note. One that begins with ! is shown, the others are folded.
func (f *file) note(s *Step, b block, anew bool) {
	if anew {
		s.Notes, s.Folded = nil, nil
	}
	l := b.text(">")
	text, shown := strings.CutPrefix(l.text, "!")
	to := &s.Folded
	if shown {
		to = &s.Notes
	}
	*to = join(false, *to, f.prose(line{l.n, strings.TrimSpace(text)}, longestText, textPlaces...))
}

func join[T any](anew bool, old []T, more ...T) []T {
	if anew {
		return more
	}
	return slices.Concat(old, more)
}

func (f *file) proses(items []line) []string {
	var texts []string
	for _, l := range items {
		texts = append(texts, f.prose(l, longestText, textPlaces...))
	}
	return texts
}

// ifNots are the lines `- *What is wrong?* What to do then.`
func (f *file) ifNots(b block) []IfNot {
	var list []IfNot
	for _, l := range f.items(b) {
		wrong, marked := strings.CutPrefix(l.text, "*")
		wrong, then, asked := strings.Cut(wrong, "?*")
		then = strings.TrimSpace(then)
		switch {
		case !marked || !asked || wrong == "":
			f.bad(l.n, "Write this line as - *What is wrong?* What to do then.")
			continue
		case then == "":
			f.bad(l.n, "This If has no Then: say behind it what to do.")
			continue
		}
		list = append(list, IfNot{f.prose(line{l.n, wrong}, longestText, textPlaces...), f.prose(line{l.n, then}, longestText, textPlaces...)})
	}
	return list
}
