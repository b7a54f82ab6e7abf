package io.biplane.raft.truth;

import io.biplane.raft.truth.TrialSetup.Delays;

import java.util.PriorityQueue;

/**
 * Raft elections written a second time, straight from the dissertation's figure 3.1 and §9.6, for
 * distributions that were not published: it shares no line with the core, and is itself held to the
 * published curves of T1 by a test. It knows terms, votes, logs of given lengths and the pre-vote;
 * writes cost nothing.
 */
final class PlainElections {
    private enum Kind {
        TIMEOUT,
        ASK_FIRST,
        WOULD_VOTE,
        WOULD_NOT_VOTE,
        ASK,
        VOTE,
        NO_VOTE
    }

    private enum Stance {
        FOLLOWING,
        ASKING_FIRST,
        STANDING
    }

    /**
     * Something that reaches a server.
     *
     * @param order breaks ties
     * @param term of the sender; of a timeout, which of the receiver's timers it is
     */
    private record Incident(long atNanos, long order, Kind kind, int from, int to, long term)
            implements Comparable<Incident> {
        @Override
        public int compareTo(Incident other) {
            return atNanos != other.atNanos
                    ? Long.compare(atNanos, other.atNanos)
                    : Long.compare(order, other.order);
        }
    }

    private final TrialSetup setup;
    private final SeededRandom random;
    private final int count;
    private final PriorityQueue<Incident> queue = new PriorityQueue<>();
    private long order;
    private long nowNanos;

    private final long[] term;
    private final int[] votedFor;
    private final Stance[] stance;
    private final int[] votes;
    private final int[] refusals;
    /** Number of each server's present timer; older ones have no effect. */
    private final long[] timer;

    private PlainElections(TrialSetup setup, SeededRandom random) {
        this.setup = setup;
        this.random = random;
        this.count = setup.running();
        term = new long[count];
        votedFor = new int[count];
        stance = new Stance[count];
        votes = new int[count];
        refusals = new int[count];
        timer = new long[count];
        for (int i = 0; i < count; i++) {
            votedFor[i] = -1;
            stance[i] = Stance.FOLLOWING;
            restartTimer(i);
        }
    }

    /** Nanoseconds until somebody is elected whose timers, like all others', start at 0. */
    static long nanos(TrialSetup setup, SeededRandom random) {
        PlainElections elections = new PlainElections(setup, random);
        while (true) {
            Incident next = elections.queue.remove();
            elections.nowNanos = next.atNanos();
            if (elections.handle(next)) {
                return next.atNanos();
            }
        }
    }

    /** Whether the incident gave a leader. */
    private boolean handle(Incident incident) {
        int me = incident.to();
        return switch (incident.kind()) {
            case TIMEOUT -> incident.term() == timer[me] && timeOut(me);
            case ASK_FIRST -> {
                boolean would = incident.term() > term[me] && isLogEnough(incident);
                Kind answer = would ? Kind.WOULD_VOTE : Kind.WOULD_NOT_VOTE;
                send(answer, me, incident.from(), would ? incident.term() : term[me]);
                yield false;
            }
            case WOULD_VOTE ->
                stance[me] == Stance.ASKING_FIRST
                        && incident.term() == term[me] + 1
                        && ++votes[me] == setup.group().majority()
                        && stand(me);
            case ASK -> {
                onAsk(incident);
                yield false;
            }
            case VOTE ->
                stance[me] == Stance.STANDING
                        && incident.term() == term[me]
                        && ++votes[me] == setup.group().majority();
            case WOULD_NOT_VOTE, NO_VOTE -> {
                onRefusal(incident);
                yield false;
            }
        };
    }

    private boolean timeOut(int me) {
        if (!setup.features().preVote()) {
            return stand(me);
        }
        stance[me] = Stance.ASKING_FIRST;
        beginCount(me);
        sendAll(Kind.ASK_FIRST, me, term[me] + 1);
        return false;
    }

    private boolean stand(int me) {
        term[me]++;
        votedFor[me] = me;
        stance[me] = Stance.STANDING;
        beginCount(me);
        sendAll(Kind.ASK, me, term[me]);
        return false;
    }

    private void beginCount(int me) {
        votes[me] = 1;
        refusals[me] = 0;
        restartTimer(me);
    }

    private void onAsk(Incident ask) {
        int me = ask.to();
        enter(me, ask.term());
        boolean isFree = votedFor[me] == -1 || votedFor[me] == ask.from();
        if (ask.term() == term[me] && isFree && isLogEnough(ask)) {
            votedFor[me] = ask.from();
            restartTimer(me);
            send(Kind.VOTE, me, ask.from(), term[me]);
        } else {
            send(Kind.NO_VOTE, me, ask.from(), term[me]);
        }
    }

    private void onRefusal(Incident refusal) {
        int me = refusal.to();
        Stance asked = refusal.kind() == Kind.NO_VOTE ? Stance.STANDING : Stance.ASKING_FIRST;
        boolean isForMe = refusal.term() == term[me] && stance[me] == asked;
        enter(me, refusal.term());
        if (isForMe && ++refusals[me] > setup.group().servers() - setup.group().majority()) {
            stance[me] = Stance.FOLLOWING;
        }
    }

    private void enter(int me, long newTerm) {
        if (newTerm > term[me]) {
            term[me] = newTerm;
            votedFor[me] = -1;
            stance[me] = Stance.FOLLOWING;
        }
    }

    private boolean isLogEnough(Incident ask) {
        return setup.initialEntries(ask.from()) >= setup.initialEntries(ask.to());
    }

    private void restartTimer(int me) {
        long least = setup.timing().timeoutNanosMin();
        long wait = least + random.nextLong(setup.timing().timeoutNanosMax() - least);
        add(nowNanos + wait, Kind.TIMEOUT, me, me, ++timer[me]);
    }

    private void sendAll(Kind kind, int from, long ofTerm) {
        for (int to = 0; to < count; to++) {
            if (to != from) {
                send(kind, from, to, ofTerm);
            }
        }
    }

    private void send(Kind kind, int from, int to, long ofTerm) {
        Delays delays = setup.delays();
        add(nowNanos + delays.draw(random), kind, from, to, ofTerm);
    }

    private void add(long atNanos, Kind kind, int from, int to, long ofTerm) {
        queue.add(new Incident(atNanos, order++, kind, from, to, ofTerm));
    }
}
