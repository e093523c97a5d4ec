package term

import (
	"reflect"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"mailgrant/ui/run"
)

// guard stands between Bubble Tea and a model. A panic of the model or of its
// commands ends the program instead of reaching Bubble Tea, which would print
// it raw, secrets and all.
type guard struct {
	model tea.Model
	kill  func()

	fault       atomic.Pointer[string]
	hungUp      atomic.Bool
	suspended   atomic.Bool
	interrupted atomic.Bool // the model ended because of ctrl+c
	lastCtrlC   bool        // the last key was ctrl+c; used by the event loop alone

	read     atomic.Int64 // ctrl+c, as often as it came from the terminal
	taken    atomic.Int64 // ctrl+c, as often as the event loop has taken it
	ended    atomic.Bool
	terminal sync.Mutex // held while the terminal is taken or given back
}

func (g *guard) caught() {
	if r := recover(); r != nil {
		says := run.PanicKind(r)
		g.fault.CompareAndSwap(nil, &says)
		g.kill()
	}
}

// Init implements tea.Model.
func (g *guard) Init() (cmd tea.Cmd) {
	defer g.caught()
	return g.safe(g.model.Init())
}

// Update implements tea.Model.
func (g *guard) Update(msg tea.Msg) (same tea.Model, cmd tea.Cmd) {
	same = g
	defer g.caught()
	var next tea.Cmd
	g.model, next = g.model.Update(msg)
	return g, g.safe(next)
}

// View implements tea.Model.
func (g *guard) View() (view string) {
	defer g.caught()
	return g.model.View()
}

// safe is a command whose panic ends the program in order.
func (g *guard) safe(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer g.caught()
		return g.each(cmd())
	}
}

// each makes the commands of a batch or a sequence safe as well.
func (g *guard) each(msg tea.Msg) tea.Msg {
	commands := commandsOf(msg)
	for i, cmd := range commands {
		commands[i] = g.safe(cmd)
	}
	return msg
}

// commandsOf are the commands that a message carries, to be changed in place.
// Bubble Tea exports no type for a sequence, so it is told by its form.
func commandsOf(msg tea.Msg) []tea.Cmd {
	v := reflect.ValueOf(msg)
	form := reflect.TypeFor[[]tea.Cmd]()
	if !v.IsValid() || !v.CanConvert(form) || v.Kind() != reflect.Slice {
		return nil
	}
	commands, _ := v.Convert(form).Interface().([]tea.Cmd)
	return commands
}

// watch sees every message before the model does.
func (g *guard) watch(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		g.lastCtrlC = msg.Type == tea.KeyCtrlC
		g.taken.Add(ctrlCs(msg))
	case tea.QuitMsg:
		g.interrupted.Store(g.lastCtrlC)
	case tea.SuspendMsg:
		g.suspended.Store(true)
	case tea.ResumeMsg:
		g.suspended.Store(false)
	}
	return msg
}

// ctrlCs is how often ctrl+c stands in a key or a paste.
func ctrlCs(k tea.KeyMsg) (n int64) {
	if k.Type == tea.KeyCtrlC {
		return 1
	}
	for _, r := range k.Runes {
		if r == ctrlC {
			n++
		}
	}
	return n
}

// pressed makes sure that ctrl+c, read n times, is taken: where the event loop
// has not done so within the grace, because it hangs or waits for the end of a
// paste, the program is ended by force.
func (g *guard) pressed(r *Rescue, n int) {
	if r == nil {
		return
	}
	read := g.read.Add(int64(n))
	time.AfterFunc(grace, func() {
		if g.taken.Load() < read && !g.ended.Load() {
			r.end(bySignal + int(syscall.SIGINT))
		}
	})
}

// onContinue takes the terminal again after the program was stopped from
// outside and continued: the shell has put it back meanwhile, and what is typed
// would show. After Bubble Tea's own suspension there is nothing to do.
func (g *guard) onContinue(program *tea.Program) (stop func()) {
	came, stop := continued()
	go func() {
		for range came {
			g.retake(program)
		}
	}()
	return stop
}

func (g *guard) retake(program *tea.Program) {
	g.terminal.Lock()
	defer g.terminal.Unlock()
	if g.suspended.Load() || g.ended.Load() {
		return
	}
	_ = program.ReleaseTerminal()
	_ = program.RestoreTerminal()
}

// over says that the program has given the terminal back for good.
func (g *guard) over() {
	g.terminal.Lock()
	defer g.terminal.Unlock()
	g.ended.Store(true)
}
