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

// guard sits between Bubble Tea and a model. A panic in the model or in one of
// its commands ends the program and never reaches Bubble Tea, which would print
// it raw, secrets included.
type guard struct {
	model tea.Model
	kill  func()

	fault       atomic.Pointer[string]
	hungUp      atomic.Bool
	suspended   atomic.Bool
	interrupted atomic.Bool // ctrl+c made the model quit
	lastCtrlC   bool        // the last key was ctrl+c; only the event loop uses it

	read     atomic.Int64 // how many ctrl+c the terminal sent
	taken    atomic.Int64 // how many ctrl+c the event loop handled
	ended    atomic.Bool
	terminal sync.Mutex // held while the terminal is set up or restored
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

// safe wraps a command: a panic in it quits the program cleanly.
func (g *guard) safe(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer g.caught()
		return g.each(cmd())
	}
}

// each also wraps the commands of a batch or a sequence.
func (g *guard) each(msg tea.Msg) tea.Msg {
	commands := commandsOf(msg)
	for i, cmd := range commands {
		commands[i] = g.safe(cmd)
	}
	return msg
}

// commandsOf returns the commands in a message, for the caller to change in
// place. Bubble Tea does not export the type of a sequence, so this recognizes
// it by its shape.
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

// ctrlCs counts the ctrl+c in a key or a paste.
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

// pressed makes sure that ctrl+c, read n times, has an effect. If the event
// loop does not handle it within the grace period, because it hangs or waits
// for the end of a paste, pressed ends the program by force.
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

// onContinue sets the terminal up again when the program was stopped from
// outside and resumed: the shell has restored it meanwhile, and typed text
// would show. After Bubble Tea's own suspension it does nothing.
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

// over records that the program has restored the terminal for the last time.
func (g *guard) over() {
	g.terminal.Lock()
	defer g.terminal.Unlock()
	g.ended.Store(true)
}
