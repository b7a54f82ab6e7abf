package io.biplane.raft.progress;

import io.biplane.raft.ReplicaId;
import io.biplane.raft.membership.Configuration;
import io.biplane.raft.quorum.JointQuorum;
import io.biplane.raft.quorum.MajorityQuorum;
import io.biplane.raft.quorum.VoteResult;

import java.util.List;
import java.util.function.ToLongFunction;

/** The members of the group, their progress and their votes in the current election. */
public final class ProgressTracker {
    private static final byte NO_ANSWER = 0;
    private static final byte YES = 1;
    private static final byte NO = 2;

    private final int inflightMessagesMax;
    private final long inflightBytesMax;
    /** A planted bug: decide by the incoming half alone. */
    private final boolean outgoingIgnored;

    private Configuration configuration = Configuration.empty();
    /** All members, sorted by id. */
    private Progress[] members = {};
    /** Positions in {@link #members} of the voters of each half. */
    private int[] incoming = {};

    private int[] outgoing = {};
    /** Answers in the current election, by position in {@link #members}. */
    private byte[] votes = {};

    private long[] scratch = {};

    public ProgressTracker(
            int inflightMessagesMax, long inflightBytesMax, boolean outgoingIgnored) {
        this.inflightMessagesMax = inflightMessagesMax;
        this.inflightBytesMax = inflightBytesMax;
        this.outgoingIgnored = outgoingIgnored;
    }

    public Configuration configuration() {
        return configuration;
    }

    /** Takes on a configuration, keeping what is known about members that stay. */
    public void configure(Configuration next, long lastIndex) {
        List<ReplicaId> ids = next.members();
        Progress[] fresh = new Progress[ids.size()];
        byte[] freshVotes = new byte[ids.size()];
        for (int i = 0; i < fresh.length; i++) {
            int known = position(ids.get(i));
            if (known >= 0) {
                fresh[i] = members[known];
                freshVotes[i] = votes[known];
            } else {
                fresh[i] = new Progress(ids.get(i), inflightMessagesMax, inflightBytesMax);
                fresh[i].reset(lastIndex);
                // A newcomer counts as alive until the next quorum check, else adding one could
                // depose the leader.
                fresh[i].markActive(true);
            }
        }
        configuration = next;
        members = fresh;
        votes = freshVotes;
        incoming = positions(next.voters());
        outgoing = outgoingIgnored ? new int[0] : positions(next.outgoingVoters());
        scratch = new long[fresh.length];
    }

    private int[] positions(List<ReplicaId> ids) {
        int[] result = new int[ids.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = position(ids.get(i));
        }
        return result;
    }

    /** Position of a member, or -1. */
    private int position(ReplicaId replica) {
        for (int i = 0; i < members.length; i++) {
            if (members[i].replica().is(replica)) {
                return i;
            }
        }
        return -1;
    }

    public int size() {
        return members.length;
    }

    /** The member at {@code position} in id order. */
    public Progress at(int position) {
        return members[position];
    }

    public boolean contains(ReplicaId replica) {
        return position(replica) >= 0;
    }

    /** The member's progress; ask {@link #contains} first. */
    public Progress of(ReplicaId replica) {
        return members[position(replica)];
    }

    /** The highest index a quorum holds durably. */
    public long matchedByQuorum() {
        return JointQuorum.reached(matched(incoming), matched(outgoing));
    }

    private long matched(int[] half) {
        for (int i = 0; i < half.length; i++) {
            scratch[i] = members[half[i]].matchIndex();
        }
        return MajorityQuorum.reachedByMajority(scratch, half.length);
    }

    /** The highest value of {@code property} that a quorum has reached; not for hot paths. */
    public long reachedByQuorum(ToLongFunction<Progress> property) {
        return JointQuorum.reached(reached(incoming, property), reached(outgoing, property));
    }

    private long reached(int[] half, ToLongFunction<Progress> property) {
        for (int i = 0; i < half.length; i++) {
            scratch[i] = property.applyAsLong(members[half[i]]);
        }
        return MajorityQuorum.reachedByMajority(scratch, half.length);
    }

    /** Forgets all votes. */
    public void resetVotes() {
        votes = new byte[members.length];
    }

    /** Notes one vote; the first answer stands. */
    public void recordVote(ReplicaId voter, boolean granted) {
        int position = position(voter);
        if (position >= 0 && votes[position] == NO_ANSWER) {
            votes[position] = granted ? YES : NO;
        }
    }

    /** How the election stands. */
    public VoteResult tally() {
        return JointQuorum.vote(tally(incoming), tally(outgoing));
    }

    private VoteResult tally(int[] half) {
        int yes = 0;
        int no = 0;
        for (int position : half) {
            yes += votes[position] == YES ? 1 : 0;
            no += votes[position] == NO ? 1 : 0;
        }
        return MajorityQuorum.vote(half.length, yes, no);
    }
}
