import Exchange

/// What the columns of real sheets are guessed to be. Columns that are not listed are ignored; a heading of over 45 letters is listed by its beginning.
enum ExpectedColumns {
    static let tables: [(project: String, table: String, rows: ColumnGuess.Rows, columns: [(heading: String, use: ColumnUse)])] = [
        (
            "astoria-tech/volunteer-dispatch", "Requests", .asks,
            [
                ("Name", .field(.name)), ("Phone number", .field(.phone)), ("Address", .field(.address)), ("City", .field(.address)),
                ("Language", .field(.language)), ("Language - other", .field(.language)), ("Tasks", .field(.kinds)),
                ("Task - other", .field(.words)), ("Timeframe", .field(.urgency)), ("Anything else", .field(.words)), ("Status", .field(.status)),
            ]
        ),
        (
            "astoria-tech/volunteer-dispatch", "Users", .asks,
            [
                ("Full Name", .field(.name)), ("Phone Number", .field(.phone)),
            ]
        ),
        (
            "astoria-tech/volunteer-dispatch", "Volunteers", .offers,
            [
                ("Full Name", .field(.name)), ("Full Street address (You can leave out your a", .field(.address)),
                ("Please provide your contact phone number:", .field(.phone)), ("Please select any language you have verbal fl", .field(.language)),
                ("I can provide the following support (non-bind", .field(.kinds)),
                ("Do you have a private mode of transportation ", .field(.skills)),
            ]
        ),
        (
            "bedstuystrong/firebase-functions", "Bulk Delivery Routes", .offers,
            [
                ("Name", .field(.name)), ("Delivery Date", .field(.byWhen)),
            ]
        ),
        (
            "bedstuystrong/firebase-functions", "Bulk Order", .asks,
            [
                ("Item", .field(.words)), ("Bulk Delivery Date", .field(.byWhen)),
            ]
        ),
        (
            "bedstuystrong/firebase-functions", "Finance Transactions", .asks,
            [
                ("Description", .field(.words)), ("Name", .field(.name)), ("Date", .field(.askedAt)), ("Notes", .field(.notes)),
            ]
        ),
        (
            "bedstuystrong/firebase-functions", "Inbound", .asks,
            [
                ("Status", .field(.status)), ("Phone Number", .field(.phone)), ("Message", .field(.words)), ("Intake Time", .field(.askedAt)),
            ]
        ),
        (
            "bedstuystrong/firebase-functions", "Intake", .asks,
            [
                ("Ticket ID", .field(.externalID)), ("Status", .field(.status)), ("Neighborhood", .field(.zone)),
                ("Requestor First Name and Last Initial", .field(.name)), ("Need immediacy", .field(.urgency)), ("Need Category", .field(.kinds)),
                ("Nearest Intersection", .field(.address)), ("Task Overview - Posts in Slack", .field(.words)), ("Language", .field(.language)),
                ("Items / Services Requested - Posts in Slack", .field(.words)), ("Address (won't post in Slack)", .field(.address)),
                ("Phone Number", .field(.phone)), ("Vulnerability", .forbidden(.health)), ("Household Size", .field(.householdSize)),
                ("Notes for Delivery Volunteer (won't post in S", .field(.notes)), ("Date Created", .field(.askedAt)),
                ("Due Date", .field(.byWhen)), ("Food Options", .field(.words)), ("Other Items", .field(.words)),
                ("Completion_Date", .field(.closedAt)), ("Can meet outside", .field(.notes)),
            ]
        ),
        (
            "bedstuystrong/firebase-functions", "Item Directory", .asks,
            [
                ("Name", .field(.name)), ("Category", .field(.kinds)), ("Dietary Restrictions", .field(.words)),
            ]
        ),
        (
            "bedstuystrong/firebase-functions", "Items by Household Size", .asks,
            [
                ("Item", .field(.words)), ("Category", .field(.kinds)),
            ]
        ),
        (
            "bedstuystrong/firebase-functions", "Reimbursements", .asks,
            [
                ("Status", .field(.status)), ("Ticket ID", .field(.externalID)), ("Date / Time Submitted", .field(.askedAt)),
            ]
        ),
        (
            "bedstuystrong/firebase-functions", "Volunteers", .asks,
            [
                ("Status", .field(.status)), ("Email Address", .field(.email)), ("Phone Number", .field(.phone)),
            ]
        ),
        (
            "crownheightsaid/mutual-aid-app", "DonorPayments", .asks,
            [
                ("ID", .field(.externalID)), ("Status", .field(.status)), ("Created", .field(.askedAt)),
            ]
        ),
        (
            "crownheightsaid/mutual-aid-app", "PaymentRequests", .asks,
            [
                ("ID", .field(.externalID)), ("Created", .field(.askedAt)), ("FirstName", .field(.name)), ("Phone", .field(.phone)),
            ]
        ),
        (
            "crownheightsaid/mutual-aid-app", "Requests", .asks,
            [
                ("Phone", .field(.phone)), ("Time", .field(.askedAt)), ("Message", .field(.words)), ("Cross Street #1", .field(.address)),
                ("Cross Street #2", .field(.address)), ("Email Address", .field(.email)), ("Neighborhood Area (See Map)", .field(.zone)),
                ("Languages", .field(.language)), ("What type(s) of support are you seeking?", .field(.kinds)),
                ("Time Sensitivity", .field(.urgency)), ("Intake General Notes", .field(.notes)), ("Status", .field(.status)),
                ("External Id", .field(.externalID)), ("First Name", .field(.name)), ("Household Size", .field(.householdSize)),
            ]
        ),
        (
            "crownheightsaid/mutual-aid-app", "Volunteers", .offers,
            [
                ("volunteer_email", .field(.email)), ("volunteer_phone", .field(.phone)), ("volunteer_street_1", .field(.address)),
                ("volunteer_street_2", .field(.address)), ("volunteer_languages", .field(.language)), ("volunteer_ways_to_help", .field(.kinds)),
                ("volunteer_extra_info", .field(.words)), ("volunteer_quadrant", .field(.zone)), ("volunter_name", .field(.name)),
                ("Created Time", .field(.askedAt)),
            ]
        ),
        (
            "groundgamela/mutual-aid-hub-server", "food resources", .offers,
            [
                ("state", .field(.address)), ("city", .field(.address)), ("address", .field(.address)), ("hours", .field(.availability)),
                ("contact", .field(.contact)), ("phone", .field(.phone)), ("notes", .field(.notes)),
            ]
        ),
        (
            "groundgamela/mutual-aid-hub-server", "networks", .asks,
            [
                ("neighborhood", .field(.zone)), ("city", .field(.address)), ("state", .field(.address)), ("country", .field(.address)),
                ("language", .field(.language)), ("zipCode", .field(.address)), ("contact name", .field(.name)), ("email", .field(.email)),
                ("hotlineNumber", .field(.phone)),
            ]
        ),
        (
            "romseymutualaid/helpRequests", "tracking", .asks,
            [
                ("uniqueid", .field(.externalID)), ("timestamp", .field(.askedAt)), ("requesterName", .field(.name)),
                ("requesterContact", .field(.contact)), ("requesterAddr", .field(.address)), ("householdSit", .forbidden(.health)),
                ("requestType", .field(.kinds)), ("requestInfo", .field(.words)), ("requesterGeneralNeeds", .field(.words)),
                ("commentsForSlack", .field(.notes)), ("requestStatus", .field(.status)), ("commentsForCoordinator", .field(.notes)),
                ("completionLastTimestamp", .field(.closedAt)), ("completionLastDetails", .field(.notes)), ("nextDateNeeded", .field(.byWhen)),
            ]
        ),
        (
            "rubyforgood/mutual-aid", "submission_responses.csv", .asks,
            [
                ("ID", .field(.externalID)), ("Status", .field(.status)), ("Name", .field(.name)), ("Timestamp", .field(.askedAt)),
                ("Address", .field(.address)), ("email", .field(.email)), ("telephone", .field(.phone)),
                ("Does your request need to remain anonymous? ", .field(.anonymous)), ("Number of people in household ", .field(.householdSize)),
                ("Is a member of your household over the age of", .forbidden(.age)), ("What do you need? Check all that apply", .field(.kinds)),
                ("Is your need:", .field(.urgency)), ("Add any details about your request", .field(.words)),
                ("Is your need recurring?", .field(.recurring)), ("Organizer Results and Comments", .field(.notes)),
            ]
        ),
        (
            "custom", "offer_form", .offers,
            [
                ("Timestamp", .field(.askedAt)), ("Name", .field(.name)), ("Email", .field(.email)),
                ("How would you like to volunteer?<br><br>(Note", .field(.kinds)),
                ("If you would like to make an in-kind donation", .field(.kinds)),
                ("Do you have any special skills or particular ", .field(.skills)),
                ("This is an open slot to leave any questions, ", .field(.notes)),
            ]
        ),
        (
            "custom", "ask_form", .asks,
            [
                ("Timestamp", .field(.askedAt)), ("Name", .field(.name)), ("Address", .field(.address)), ("Email", .field(.email)),
                ("Telephone", .field(.phone)), ("Does your request need to remain anonymous?<b", .field(.anonymous)),
                ("Number of people in the household", .field(.householdSize)), ("Is a member in your household over the age of", .forbidden(.age)),
                ("What do you need? Check all that apply:", .field(.kinds)), ("Is your need: Please use best judgement in ga", .field(.urgency)),
                ("Add any details about your request:", .field(.words)), ("Is your need recurring?", .field(.recurring)),
            ]
        ),
    ]
}
