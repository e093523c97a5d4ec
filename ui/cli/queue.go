package cli

import "mailgrant/ui/report"

// numbered is an outcome with the number of its subject.
type numbered struct {
	i int
	outcome
}

// queue passes outcomes to a printer: in order, or as they finish if the
// printer streams.
type queue struct {
	to      report.Printer
	done    []*outcome // nil if not finished
	next    int        // the first one that is not printed yet
	printed []outcome  // in the order of printing
}

func (q *queue) take(n numbered) {
	q.done[n.i] = &n.outcome
	if q.to.Streams() {
		q.print(n.outcome)
		return
	}
	for ; q.next < len(q.done) && q.done[q.next] != nil; q.next++ {
		q.print(*q.done[q.next])
	}
}

func (q *queue) print(o outcome) {
	q.printed = append(q.printed, o)
	q.to.One(o.Result)
}

// end prints the finished outcomes that still waited for an unfinished one
// before them, and returns all finished ones in the order of printing.
func (q *queue) end() []outcome {
	for i := q.next; i < len(q.done) && !q.to.Streams(); i++ {
		if q.done[i] != nil {
			q.print(*q.done[i])
		}
	}
	var all []report.Result
	for _, o := range q.printed {
		all = append(all, o.Result)
	}
	q.to.End(all)
	return q.printed
}
