package wizard

import "mailgrant/flow/page"

// The widths of the column of checks, and of that of labels beside a cause.
const (
	checkWidth = len("permissions") + 1
	labelWidth = len(page.WhoCanFixIt) + 2
)

// labelled adds lines with their labels, each label once.
func (b *body) labelled(lines []page.Line) {
	said := ""
	for _, l := range lines {
		label := l.Label
		if label == said {
			label = ""
		}
		said = l.Label
		b.pair(label, l.Text, labelWidth)
	}
}
