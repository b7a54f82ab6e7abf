package io.biplane.raft.golden;

import io.biplane.raft.Payload;
import io.biplane.raft.ReplicaId;
import io.biplane.raft.config.Features;
import io.biplane.raft.config.FlowLimits;
import io.biplane.raft.config.PlantedBug;
import io.biplane.raft.config.Priority;
import io.biplane.raft.config.RaftConfig;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.membership.MembershipChange;
import io.biplane.raft.membership.MembershipChange.Transition;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.port.ProposalResult;
import io.biplane.raft.port.RaftStatus;
import io.biplane.raft.port.RecoveredState;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The commands of golden files. The first word names it, words with {@code =} are options, the
 * others operands.
 *
 * <pre>
 * group voters=1,2,3 [learners=4] [prevote=off] [checkquorum=off] [lease=on] [fortified=on]
 *       [disk=manual] [base=10]
 *       [inflight=N [bytes=N] [uncommitted=N]] [bug=CHANGE_BEFORE_SUPPORT]
 *                               makes the first members; base: state and log begin after that index;
 *                               inflight: appends of 4 bytes, so many of them and so many bytes under way
 * node 4                        makes a newcomer that knows nothing
 * timeout 2 0ms                 what replica 2 draws on top of the 2 s
 * campaign 1 · priority 2 never · propose 1 a b c · read 1 7 · transfer 1 2
 * change 1 +4 -3 ~5 [explicit]  + voter, - remove, ~ learner; "leave 1" leaves a joint one
 * deliver [from=] [to=] [kind=] [count=]
 *                               delivers what is posted now, once; "stabilize" until all is quiet
 * drop [count=] / duplicate / reverse [from=] [to=] [kind=]
 * advance 2s · run 2s           moves time, without and with delivery
 * persist 1 · compact 1 5 · crash 2 · restart 2 · quiesce 1 · wake 2
 * snapshot-failed 1 3 · snapshot-delivered 1 3
 * support 2 1 epoch until       store of 2 supports store of 1 ("0s" withdraws)
 * status [1 …] · log 1 · lease 1
 * </pre>
 */
final class Commands {
    private final Stage stage;
    private final TreeMap<String, Consumer<Line>> commands = new TreeMap<>();
    private Features features = Features.DEFAULT;
    private FlowLimits limits = FlowLimits.DEFAULT;
    private PlantedBug bug = PlantedBug.NONE;

    /** A parsed command. */
    private record Line(List<String> words, TreeMap<String, String> options) {
        String word(int position) {
            return words.get(position);
        }

        long id(int position) {
            return Long.parseLong(word(position));
        }

        boolean is(String option, String value) {
            return value.equals(options.get(option));
        }

        /** How many of the messages that match, the oldest first. */
        int count() {
            return Integer.parseInt(options.getOrDefault("count", "1000000"));
        }

        boolean matches(RaftMessage message) {
            return fits("from", message.from()) && fits("to", message.to()) && fitsKind(message);
        }

        private boolean fits(String option, ReplicaId id) {
            String wanted = options.get(option);
            return wanted == null || List.of(wanted.split(",")).contains("" + id.value());
        }

        private boolean fitsKind(RaftMessage message) {
            String wanted = options.get("kind");
            return wanted == null || wanted.equals(message.getClass().getSimpleName());
        }
    }

    /** A proposal with a name. */
    private record Text(String text) implements Payload {
        @Override
        public int sizeBytes() {
            return text.length();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    Commands(Stage stage) {
        this.stage = stage;
        addScene();
        addRequests();
        addDelivery();
        addViews();
    }

    String run(String text) {
        List<String> words = new ArrayList<>();
        TreeMap<String, String> options = new TreeMap<>();
        for (String word : text.trim().split("\\s+")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                options.put(word.substring(0, equals), word.substring(equals + 1));
            } else {
                words.add(word);
            }
        }
        Consumer<Line> command = commands.get(words.get(0));
        if (command == null) {
            throw new IllegalArgumentException("unknown command: " + text);
        }
        command.accept(new Line(words, options));
        return stage.takeOutput();
    }

    private void addScene() {
        commands.put("group", this::group);
        commands.put(
                "node", line -> enter(line.id(1), RecoveredState.fresh(Configuration.empty())));
        commands.put(
                "timeout", line -> stage.setDraw(ReplicaId.of(line.id(1)), nanos(line.word(2))));
        commands.put("crash", line -> stage.actor(line.id(1)).crash());
        commands.put("restart", line -> stage.actor(line.id(1)).start());
        commands.put(
                "support",
                line -> stage.giveSupport(
                        ReplicaId.of(line.id(1)),
                        ReplicaId.of(line.id(2)),
                        line.id(3),
                        stage.nowNanos() + nanos(line.word(4))));
        commands.put("advance", line -> stage.advance(nanos(line.word(1)), false));
        commands.put("run", line -> stage.advance(nanos(line.word(1)), true));
        commands.put("compact", line -> stage.actor(line.id(1)).compact(line.id(2)));
        commands.put("persist", line -> {
            stage.actor(line.id(1)).persist();
            stage.actor(line.id(1)).pump();
        });
    }

    private void addRequests() {
        onActor("campaign", (line, actor) -> actor.alive().campaign(stage.nowNanos()));
        onActor("propose", this::propose);
        onActor(
                "read",
                (line, actor) -> tell(actor.alive().readIndex(line.id(2), stage.nowNanos())));
        onActor(
                "transfer",
                (line, actor) -> tell(actor.alive()
                        .transferLeadership(ReplicaId.of(line.id(2)), stage.nowNanos())));
        onActor("change", (line, actor) -> change(actor, line));
        onActor("leave", (line, actor) -> change(actor, line));
        onActor(
                "quiesce",
                (line, actor) ->
                        stage.say(actor.alive().quiesce(stage.nowNanos()) ? "asleep" : "cannot"));
        onActor("wake", (line, actor) -> actor.alive().wake(stage.nowNanos()));
        onActor(
                "snapshot-failed",
                (line, actor) -> actor.alive().snapshotFailed(ReplicaId.of(line.id(2))));
        onActor(
                "snapshot-delivered",
                (line, actor) -> actor.alive().snapshotDelivered(ReplicaId.of(line.id(2))));
        onActor(
                "priority",
                (line, actor) -> actor.alive()
                        .setPriority(
                                Priority.valueOf(line.word(2).toUpperCase(Locale.ROOT)),
                                stage.nowNanos()));
    }

    /** What is done to one replica, which then carries out what follows from it. */
    private interface OnActor {
        void run(Line line, Actor actor);
    }

    private void onActor(String name, OnActor action) {
        commands.put(name, line -> {
            Actor actor = stage.actor(line.id(1));
            action.run(line, actor);
            actor.pump();
        });
    }

    private void addDelivery() {
        commands.put(
                "deliver", line -> stage.take(line::matches, line.count()).forEach(stage::deliver));
        commands.put("stabilize", line -> stage.stabilize(line::matches));
        commands.put(
                "drop",
                line -> stage.take(line::matches, line.count())
                        .forEach(m -> stage.say("lost: " + Script.message(m))));
        commands.put("duplicate", line -> {
            List<RaftMessage> taken = stage.take(line::matches);
            taken.forEach(stage::post);
            taken.forEach(stage::post);
        });
        commands.put("reverse", line -> {
            List<RaftMessage> taken = stage.take(line::matches);
            Collections.reverse(taken);
            taken.forEach(stage::post);
        });
    }

    private void addViews() {
        commands.put("posted", line -> stage.posted().forEach(m -> stage.say(Script.message(m))));
        commands.put("status", this::status);
        commands.put("log", line -> {
            var core = stage.actor(line.id(1)).alive();
            StringBuilder text = new StringBuilder();
            for (long i = core.lastIndex(); core.termAt(i) > 0 && i > 0; i--) {
                text.insert(0, " " + core.termAt(i) + "/" + i);
            }
            stage.say(ReplicaId.of(line.id(1)) + " log" + text);
        });
        commands.put("lease", line -> {
            var core = stage.actor(line.id(1)).alive();
            stage.say("by heartbeats " + millis(core.readLeaseUntilNanos())
                    + ", by store liveness "
                    + millis(core.leadSupportedUntilNanos(stage.nowNanos()))
                    + ", next deadline " + millis(core.nextDeadlineNanos()));
        });
    }

    private static String millis(long nanos) {
        if (nanos == Long.MIN_VALUE) {
            return "none";
        }
        return nanos == Long.MAX_VALUE ? "never" : nanos / 1_000_000 + "ms";
    }

    private static long nanos(String text) {
        return text.endsWith("ms")
                ? Long.parseLong(text.substring(0, text.length() - 2)) * 1_000_000L
                : Long.parseLong(text.substring(0, text.length() - 1)) * 1_000_000_000L;
    }

    private static List<ReplicaId> ids(String text) {
        List<ReplicaId> ids = new ArrayList<>();
        for (String id : text.isEmpty() ? new String[0] : text.split(",")) {
            ids.add(ReplicaId.of(Long.parseLong(id)));
        }
        return ids;
    }

    private void group(Line line) {
        features = Features.DEFAULT
                .withPreVote(!line.is("prevote", "off"))
                .withCheckQuorum(!line.is("checkquorum", "off"))
                .withFortification(line.is("fortified", "on"));
        if (line.is("lease", "on")) {
            features = features.withLeaseReads(1.0);
        }
        if (line.options().containsKey("inflight")) {
            int inflight = Integer.parseInt(line.options().get("inflight"));
            limits = new FlowLimits(
                    4,
                    inflight,
                    Long.parseLong(line.options().getOrDefault("bytes", "1000000")),
                    Long.parseLong(line.options().getOrDefault("uncommitted", "1000000")),
                    1 << 20);
        }
        bug = PlantedBug.valueOf(line.options().getOrDefault("bug", "NONE"));
        stage.setDiskManual(line.is("disk", "manual"));
        Configuration configuration = Configuration.of(
                ids(line.options().get("voters")),
                ids(line.options().getOrDefault("learners", "")));
        long base = Long.parseLong(line.options().getOrDefault("base", "0"));
        for (ReplicaId id : configuration.members()) {
            enter(
                    id.value(),
                    base == 0
                            ? RecoveredState.fresh(configuration)
                            : RecoveredState.at(base, 1, configuration));
        }
    }

    private void enter(long id, RecoveredState first) {
        RaftConfig config = RaftConfig.defaults(ReplicaId.of(id))
                .with(features)
                .with(limits)
                .with(bug);
        Actor actor = new Actor(stage, config, first);
        stage.actors().put(actor.id(), actor);
        actor.start();
    }

    private void propose(Line line, Actor actor) {
        List<Payload> texts = new ArrayList<>();
        for (String word : line.words().subList(2, line.words().size())) {
            texts.add(new Text(word));
        }
        tell(actor.alive().proposeAll(texts, stage.nowNanos()));
    }

    private void change(Actor actor, Line line) {
        List<MembershipChange.Step> steps = new ArrayList<>();
        Transition transition = Transition.AUTOMATIC;
        for (String word : line.words().subList(2, line.words().size())) {
            if (word.equals("explicit")) {
                transition = Transition.JOINT_EXPLICIT;
                continue;
            }
            ReplicaId id = ReplicaId.of(Long.parseLong(word.substring(1)));
            steps.add(
                    switch (word.charAt(0)) {
                        case '+' -> MembershipChange.addVoter(id);
                        case '~' -> MembershipChange.addLearner(id);
                        case '-' -> MembershipChange.remove(id);
                        default -> throw new IllegalArgumentException(word);
                    });
        }
        tell(actor.alive()
                .proposeMembershipChange(
                        MembershipChange.of(steps.toArray(new MembershipChange.Step[0]))
                                .withTransition(transition),
                        stage.nowNanos()));
    }

    private void tell(ProposalResult result) {
        if (result instanceof ProposalResult.NotLeader other) {
            stage.say("not leader, try " + other.leader());
        } else if (result instanceof ProposalResult.Refused refused) {
            stage.say("refused: " + refused.reason() + ", " + refused.detail());
        }
    }

    private void status(Line line) {
        for (Actor actor : stage.actors().values()) {
            boolean wanted = line.words().size() == 1
                    || line.words().contains("" + actor.id().value());
            if (wanted) {
                stage.say(actor.core.map(c -> show(c.status())).orElse(actor.id() + " down"));
            }
        }
    }

    private static String show(RaftStatus s) {
        StringBuilder text = new StringBuilder();
        text.append(s.self()).append(' ').append(s.role()).append(" term ").append(s.term());
        text.append(" leader ").append(s.leader());
        text.append(" log ")
                .append(s.log().lastTerm())
                .append('/')
                .append(s.log().lastIndex());
        text.append(" committed ").append(s.log().committedIndex());
        text.append(s.isQuiesced() ? " asleep" : "");
        for (RaftStatus.Follower f : s.followers()) {
            if (!f.replica().is(s.self())) {
                text.append("\n   ").append(f.replica()).append(' ').append(f.state());
                text.append(" match ").append(f.matchIndex()).append(" next ");
                text.append(f.nextIndex()).append(" inflight ").append(f.inflightCount());
            }
        }
        return text.toString();
    }
}
