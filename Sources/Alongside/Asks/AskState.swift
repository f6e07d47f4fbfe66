public import Storage

/// Where an ask stands (FIELD: need; new, open, offered, matched, in progress, met, not met).
public enum AskState: String, Sendable, CaseIterable, Storable {
    /// Nobody has read it yet.
    case new
    /// Triaged, and looking for somebody.
    case open
    /// Somebody is being asked to help.
    case offered
    /// Somebody said yes.
    case accepted
    /// Somebody is shopping or on the way.
    case underWay = "under_way"
    /// Delivered or done; thanks and repayment may follow.
    case done
    /// Nothing more to do; forgotten after the group's days.
    case closed

    /// What can happen to an ask.
    public enum Change: String, Sendable, CaseIterable {
        case triage, propose, accept, handBack, lapse, setOut, deliver, fail, withdraw, close, reopen, settle
        /// It was closed as met, and then the neighbour says that it did not come.
        case recall
    }

    /// The one table of which change is allowed when; nil where it is not.
    public func after(_ change: Change) -> AskState? {
        switch (self, change) {
        case (.new, .triage), (.open, .triage): .open
        case (.offered, .triage): .offered
        case (.open, .propose), (.offered, .propose): .offered
        case (.offered, .accept): .accepted
        case (.offered, .lapse), (.offered, .handBack): .open
        case (.accepted, .handBack), (.underWay, .handBack): .open
        case (.accepted, .setOut), (.underWay, .setOut): .underWay
        case (.accepted, .deliver), (.underWay, .deliver): .done
        case (.accepted, .fail), (.underWay, .fail): .open
        case (.new, .withdraw), (.open, .withdraw), (.offered, .withdraw), (.accepted, .withdraw): .closed
        case (.underWay, .withdraw): .closed
        case (.new, .close), (.open, .close), (.offered, .close), (.accepted, .close), (.underWay, .close): .closed
        case (.done, .settle): .closed
        case (.closed, .recall): .done
        case (.closed, .reopen), (.done, .reopen): .open
        default: nil
        }
    }
}
