package io.biplane.raft.golden;

import io.biplane.raft.HardState;
import io.biplane.raft.message.RaftMessage;
import io.biplane.raft.message.RaftMessage.AppendRejection;
import io.biplane.raft.message.RaftMessage.AppendReply;
import io.biplane.raft.message.RaftMessage.AppendRequest;
import io.biplane.raft.message.RaftMessage.FortifyReply;
import io.biplane.raft.message.RaftMessage.Heartbeat;
import io.biplane.raft.message.RaftMessage.HeartbeatReply;
import io.biplane.raft.message.RaftMessage.InstallSnapshot;
import io.biplane.raft.message.RaftMessage.PreVoteReply;
import io.biplane.raft.message.RaftMessage.PreVoteRequest;
import io.biplane.raft.message.RaftMessage.ReadIndexReply;
import io.biplane.raft.message.RaftMessage.ReadIndexRequest;
import io.biplane.raft.message.RaftMessage.VoteReply;
import io.biplane.raft.message.RaftMessage.VoteRequest;
import io.biplane.raft.port.LogWrite;

/** Messages and writes as one line each. */
final class Script {
    private Script() {}

    static String message(RaftMessage m) {
        String head =
                m.from() + "->" + m.to() + " " + m.getClass().getSimpleName() + " term " + m.term();
        String tail = detail(m);
        return tail.isEmpty() ? head : head + ", " + tail;
    }

    private static String detail(RaftMessage message) {
        if (message instanceof PreVoteRequest m) {
            return "log " + m.lastLogTerm() + "/" + m.lastLogIndex();
        } else if (message instanceof VoteRequest m) {
            String log = "log " + m.lastLogTerm() + "/" + m.lastLogIndex();
            return m.isTransfer() ? log + ", transfer" : log;
        } else if (message instanceof PreVoteReply m) {
            return m.granted() ? "yes" : "no";
        } else if (message instanceof VoteReply m) {
            return m.granted() ? "yes" : "no";
        } else if (message instanceof AppendRequest m) {
            return "after " + m.previousTerm() + "/" + m.previousIndex() + " " + m.entries()
                    + ", commit " + m.commitIndex();
        } else if (message instanceof AppendReply m) {
            return "match " + m.matchIndex();
        } else if (message instanceof AppendRejection m) {
            return "rejects " + m.rejectedIndex() + ", hint " + m.hintTerm() + "/" + m.hintIndex();
        }
        return rareDetail(message);
    }

    private static String rareDetail(RaftMessage message) {
        if (message instanceof Heartbeat m) {
            return "commit " + m.commitIndex()
                    + (m.readSequence() > 0 ? ", read round " + m.readSequence() : "")
                    + (m.isQuiesce() ? ", quiesce" : "");
        } else if (message instanceof HeartbeatReply m) {
            return m.readSequence() > 0 ? "read round " + m.readSequence() : "";
        } else if (message instanceof InstallSnapshot m) {
            return m.snapshot().toString();
        } else if (message instanceof ReadIndexRequest m) {
            return "#" + m.requestId();
        } else if (message instanceof ReadIndexReply m) {
            return "#" + m.requestId() + " at " + m.index();
        } else if (message instanceof FortifyReply m) {
            return "epoch " + m.epoch();
        }
        return "";
    }

    static String write(LogWrite write) {
        HardState hard = write.hardState();
        return "term " + hard.term() + " vote " + hard.vote() + " entries " + write.entries()
                + write.snapshot().map(snapshot -> " and " + snapshot).orElse("");
    }
}
