package io.biplane.kvserver.apply;

import io.biplane.kernel.trace.Hashes;
import io.biplane.kvserver.command.ReplicatedCommand;
import io.biplane.storage.engine.Version;
import io.biplane.storage.engine.WriteOperation;

import java.util.Arrays;

/** A hash of what a command does, the same in every JVM; cheap enough for each application of each command. */
final class CommandDigest {
    private CommandDigest() {}

    static long fold(long digest, long term, Outcome outcome) {
        return Hashes.fold(digest, term << 3 | outcome.ordinal());
    }

    static long fold(long digest, ReplicatedCommand command) {
        long hash = Hashes.fold(digest, command.leaseSequence());
        hash = Hashes.fold(hash, command.leaseIndex());
        for (WriteOperation operation : command.batch().operations()) {
            hash = fold(hash, operation);
        }
        return command.trigger().fold(hash);
    }

    private static long fold(long hash, WriteOperation operation) {
        if (operation instanceof WriteOperation.Put put) {
            Version version = put.version();
            long content = (long) version.key().hashCode() << 32
                    | Arrays.hashCode(version.value()) & 0xffffffffL;
            return Hashes.fold(
                    Hashes.fold(hash, content),
                    version.at().wallNanos() + version.at().logical());
        }
        if (operation instanceof WriteOperation.PutLocal put) {
            return Hashes.fold(
                    hash,
                    (long) put.key().hashCode() << 32 | Arrays.hashCode(put.value()) & 0xffffffffL);
        }
        return Hashes.fold(hash, operation.bytes());
    }
}
