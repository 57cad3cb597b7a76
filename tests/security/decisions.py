"""Who opens what: for every address of the site, how it answers each of sixteen people (see `staging`).

    o  opens            b  a button only: 405 to who opens it, and the act's rule decides
    -  not there        r  refused with a sentence
    t  a token is asked for
    s  the sign-in      >  leads elsewhere

The columns: a stranger, somebody without a seat, a secretary of another cluster, a secretary whose seat has ended;
an officer and the leader of the unit whose things are asked for, an officer of another unit, the cross-checker of that
unit, the secretaries of the head and of the deputy, a teller, the conference secretary, the press, the standing office,
the administrator, a member of the Council.
"""

from tests.security.staging import (
    ADMIN,
    CLERK,
    DEPUTY,
    ELSEWHERE,
    FORMER,
    HEAD,
    INSIDERS,
    OTHER,
    OWN,
    OWN_LEADER,
    PRESS,
    SEATLESS,
    STANDING,
    TELLER,
)  # fmt: skip

ROWS: dict[str, str] = {
    # read by everyone seated in the year; what they may do there, the rules say
    "s--- oooooooooooo":
        "timeline:year timeline:steps timeline:ledger timeline:step_back timeline:who_may awards:dossiers "
        "awards:eligibility awards:decide members:people season:season season:launch season:window "
        "rulebook:edition rulebook:draft rulebook:workbook rulebook:text rulebook:download rulebook:as_workbook "
        "rulebook:redraft rulebook:reworkbook rulebook:adopt rulebook:comparison rulebook:comments rulebook:trial "
        "rulebook:copy targets:targets targets:registration targets:return targets:agree targets:amend "
        "targets:traits targets:pledge targets:write_pledge targets:ceremony reports:reports scoring:scoring "
        "scoring:assignment scoring:opening scoring:closing scoring:sheet scoring:sheet_workbook scoring:bring "
        "scoring:proposal scoring:division scoring:new_department scoring:department scoring:review "
        "scoring:review_point scoring:board scoring:board_workbook scoring:board_csv scoring:projector "
        "scoring:compare scoring:unit scoring:unit_workbook scoring:unit_csv scoring:why conference:conferences "
        "conference:conference conference:change conference:closing conference:programme conference:item "
        "conference:delegations conference:delegation conference:delegate conference:checkin conference:keeper "
        "conference:hall conference:console conference:speakers conference:snapshots conference:proceedings "
        "conference:calendar conference:talks conference:order conference:seats "
        "conference:seat_plan conference:drafts conference:following conference:follow_up "
        "conference:after conference:attendance_pdf conference:attendance_workbook ballots:ballots "
        "results:results results:seal results:version results:publish results:download results:fulfilment "
        "results:fulfilment_workbook results:awards results:propose results:submit handover:handover "
        "handover:announce handover:sign_over handover:accept handover:withdraw handover:line handover:rotation "
        "insight:picture insight:fair insight:firm insight:what_if insight:years insight:chart newsroom:newsroom "
        "newsroom:start newsroom:exemplars newsroom:new_exemplar newsroom:album newsroom:picture story:story "
        "story:article story:reading story:opening story:take_off pack:pack paperwork:papers paperwork:book "
        "paperwork:paper paperwork:pages paperwork:drawn paperwork:pdf paperwork:word packages:packages",
    # buttons on such pages: who presses in vain is told why
    "s--- bbbbbbbbbbbb":
        "awards:opining awards:gathering awards:moving rulebook:propose rulebook:take_back rulebook:trial_points "
        "targets:submit targets:recall targets:approve targets:decline targets:sign targets:seal "
        "reports:withdrawal reports:carrying reports:confirmation reports:submission reports:giving_back "
        "scoring:ring scoring:preview scoring:autosave scoring:submission scoring:giving_back scoring:finishing "
        "scoring:end_exception scoring:collective scoring:explanation scoring:agreement scoring:answer "
        "scoring:settlement "
        "scoring:unsettlement conference:opening conference:usual conference:move conference:drop conference:tick "
        "conference:own_delegation conference:withdraw conference:drop_delegate conference:badge conference:marks "
        "conference:presence conference:show conference:catch_up conference:start conference:finish "
        "conference:resume conference:stretch conference:floor_rules conference:spoken conference:longer "
        "conference:call conference:strike conference:statements conference:unstate conference:recommendations "
        "conference:unrecommend conference:pictures conference:speaker conference:arrange "
        "conference:withdraw_talk conference:talk_item "
        "conference:undo_order conference:blocks conference:drop_block conference:fill conference:unseat "
        "conference:begin_draft conference:send_draft conference:approve_draft conference:return_draft "
        "conference:write conference:thank results:drop_correction results:apply_rescore results:cancel_rescore "
        "results:withdraw handover:list handover:drop handover:refusal handover:archive newsroom:autosave "
        "newsroom:throw_away newsroom:submission newsroom:publication newsroom:unschedule newsroom:reopening "
        "newsroom:exemplar_opening newsroom:album_opening newsroom:naming newsroom:unnaming story:drafting "
        "story:launch_drafting story:result_drafting story:exemplar_drafting story:acknowledgement story:thaw "
        "story:show insight:drawing_many pack:drafting paperwork:sign paperwork:number paperwork:drop",
    # public, or opened by the code that is in the address
    "oooo oooooooooooo":
        "upkeep:personal_data api:description api:for_people "
        "news:front news:search news:feed news:rss news:sitemap news:robots "
        "news:share_picture news:article_list  "
        "news:movement_list news:cluster_list news:board_list news:exemplar_list news:decisions_list "
        "news:album_list news:article news:movement news:cluster news:board news:exemplar news:decisions "
        "news:album check accounts:welcome upkeep:alive upkeep:ready upkeep:day_heads delegate:page "
        "delegate:document delegate:invitation papercheck:check kit-living floor:speaking floor:screen",
    # nothing of the kind is here to open: HELD_BY_NONE says why
    "s--- ------------":
        "awards:minutes hooks:hook asking:rename asking:remove "
        "jobs:result awards:decision_file mfa_deactivate_totp mfa_view_recovery_codes rulebook:reply "
        "scoring:reopening scoring:quotas ballots:archive ballots:listed results:carrying results:rescore "
        "newsroom:exemplar newsroom:picture_file paperwork:template paperwork:template_file "
        "paperwork:template_sample paperwork:signed_file packages:package packages:file packages:site",
    # the standing office's alone
    "s--- ---------o--":
        "awards:lowering timeline:pass_over awards:decision awards:import "
        "awards:import_blank awards:holds awards:fund  "
        "awards:layouts awards:layout awards:layout_try awards:council awards:answering members:new_unit "
        "members:new_cluster members:constitute results:allotments results:past",
    # buttons of a ballot; the administrator has no part in it
    "s--- bbbbbbbbbb-b":
        "ballots:paper ballots:nominees ballots:strike ballots:withdraw ballots:counting ballots:next_round "
        "ballots:opening "
        "ballots:closing ballots:letter ballots:carry ballots:delegates ballots:decide",
    # buttons of everyone's own pages
    "sbbb bbbbbbbbbbbb":
        "exchange:revoking notices:feed notices:feed_closing jobs:cancelling",
    # everyone's own pages
    "sooo oooooooooooo":
        "exchange:tokens timeline:home timeline:deadlines notices:reminders jobs:jobs members:account "
        "accounts:sessions  "
        "account_change_password mfa_index upkeep:own_data",
    # buttons of the standing office
    "s--- ---------b--":
        "awards:again awards:taking awards:import_confirmed awards:release awards:pay awards:printing "
        "awards:ruling awards:assigning  "
        "awards:asking",
    # buttons of who prepares a conference
    "s--- ----b--b----":
        "conference:quorum conference:replace_papers conference:open_handout conference:drop_handout "
        "conference:list_members conference:invite_papers  "
        "conference:invite_letters conference:readdress conference:uninvite",
    # the head's secretary and the standing office
    "s--- ----o----o--":
        "hooks:hooks scoring:freezing archive:archive paperwork:keeping paperwork:new_recipients "
        "paperwork:recipients  "
        "paperwork:upload paperwork:shipped packages:receiving packages:sites",
    # articles not yet published: the press, the secretaries, the standing office
    "s--- ----oo-ooo--":
        "newsroom:article newsroom:edit newsroom:versions newsroom:schedule newsroom:send_back "
        "newsroom:correction newsroom:withdrawal",
    # the password is asked again first, and these accounts have none
    "srrr rrrrrrrrrrrr":
        "exchange:new_token account_reauthenticate mfa_reauthenticate mfa_reauthenticate_webauthn mfa_activate_totp "
        "mfa_generate_recovery_codes mfa_add_webauthn mfa_remove_webauthn",
    # shut to everybody here: HELD_BY_NONE says why
    "---- ------------":
        "api:nothing news:picture timeline:feed upkeep:figures delegate:public_document openid_connect_login "
        "openid_connect_callback",
    # minutes not yet approved: who writes them, who answers for the cluster
    "s--- ----oo-o-o--": "conference:draft conference:versions",
    # who prepares a conference
    "s--- ----o--o----":
        "conference:preparing conference:handouts conference:handout_file conference:invites conference:badges "
        "conference:cards",
    # buttons of the administrator
    "s--- ----------b-": "notices:resending accounts:unlock accounts:demand_new_password accounts:forget_protection "
        "accounts:part",
    # a unit's report and evidence: the unit, who checks it, who appraises, who decides
    "s--- oo-ooo---o--": "reports:evidence reports:file reports:picture reports:files reports:report",
    # the register of awards: whoever holds an office anywhere
    "s-o- oooooooooooo": "awards:catalogue awards:register awards:unit awards:person awards:statistics asking:ask "
        "asking:rows asking:file asking:documentation asking:chart asking:keep asking:kept",
    # who follows the whole year
    "s--- ----oo---o--": "timeline:progress timeline:extension results:rescores",
    # a dossier put to the Council: who follows the whole year, and the Council
    "s--- ----oo---o-o": "awards:dossier",
    # the Council's own table: the standing office and the Council
    "s--- ---------o-o": "awards:councils",
    # who gives and ends seats
    "s--- ---------oo-": "timeline:hand_over_seat members:clusters members:end_seat",
    # lead back with a sentence: nothing chosen, nothing to send back
    "s--- >>>>>>>>>>>>": "paperwork:together paperwork:send_back paperwork:bring_back",
    # the administrator
    "s--- ----------o-": "exchange:all_tokens exchange:hooks_in_trouble notices:troubles upkeep:status",
    # buttons of the head's secretary and the standing office
    "s--- ----b----b--":
        "scoring:lifting archive:file packages:giving_cluster packages:discarding packages:revoking hooks:removing "
        "hooks:resending hooks:switching paperwork:numbering paperwork:remove_recipients paperwork:retire "
        "paperwork:use",
    # a unit's talk and invitation: the unit, who prepares
    "s--- oo--o--o----": "conference:talk_file conference:invite",
    # buttons of who looks after accounts
    "s-b- ----b----bb-": "accounts:invitations accounts:revoke",
    # leads to the code first
    ">>>> >>>>>>>>>>>>": "accounts:first_password",
    # a button under the code of a badge
    "bbbb bbbbbbbbbbbb": "floor:withdraw",
    # the way in; who is in is led on
    "o>>> >>>>>>>>>>>>": "account_login",
    # the head's secretary
    "s--- ----o-------": "reports:series",
    # a unit gives its own report out
    "s--- bbb---------": "packages:giving_report",
    # one account: who looks after it
    "s--- ----o----oo-": "accounts:person accounts:address",
    # a work in the background: its owner's
    "s--- o-----------": "jobs:job",
    # standing in for somebody: the one who is away, who gives seats
    "s--- o--------oo-": "members:substitute",
    # the unit's own answer to its appraisal
    "s--- oo----------": "scoring:agreeing",
    # a ballot: not the administrator
    "s--- oooooooooo-o": "ballots:ballot",
    # a paper to write: secretaries and unit officers
    "s--- orororrorrrr": "paperwork:compose",
    # a paper already issued is not written anew
    "s--- rrrrrrrrrrrr": "paperwork:change",
    # accounts: who looks after some
    "s-o- ----o----oo-": "accounts:people",
    # a step of signing in, which nobody here has begun
    "s>>> >>>>>>>>>>>>": "mfa_authenticate",
    # of programs: a token is asked for, whoever is signed in
    "tttt tttttttttttt":
        "api:awards api:board api:criteria api:figures api:me api:paper api:paper_pdf api:papers api:point "
        "api:put_figures api:put_sheet api:reports api:result api:results api:sheet api:unit_card api:year api:years",
}  # fmt: skip
DECIDED = {name: row.replace(" ", "") for row, names in ROWS.items() for name in names.split()}
HELD_BY_NONE = {
    "awards:minutes": "the Council has not voted",
    "hooks:hook": "no address is registered",
    "api:nothing": "what is not of the API, said as the API says it",
    "asking:rename": "nobody has kept a question",
    "asking:remove": "the same",
    "jobs:result": "the work has no file yet",
    "awards:decision_file": "the sample's decisions are not scanned",
    "mfa_deactivate_totp": "nobody has an app",
    "mfa_view_recovery_codes": "nobody has recovery codes",
    "rulebook:reply": "nobody commented on the table",
    "scoring:reopening": "the table is not scored by periods",
    "scoring:quotas": "the table has no quotas",
    "ballots:archive": "the ballot is open",
    "ballots:listed": "the ballot is open",
    "results:carrying": "the table takes nothing from another",
    "results:rescore": "nothing is computed anew",
    "newsroom:exemplar": "the meeting year has no example",
    "newsroom:picture_file": "its picture is a placeholder",
    "paperwork:template": "the cluster has no template of its own",
    "paperwork:template_file": "the same",
    "paperwork:template_sample": "the same",
    "paperwork:signed_file": "no signed copy came back",
    "packages:package": "nothing came from another site",
    "packages:file": "the same",
    "packages:site": "no other site is trusted",
    "news:picture": "a name nobody can guess",
    "timeline:feed": "a secret nobody can guess",
    "upkeep:figures": "no token is set",
    "delegate:public_document": "the document is not public",
    "openid_connect_login": "the site has no organisation's sign-in",
    "openid_connect_callback": "the same",
}
"""What opens to nobody in the walk, and why; each is opened by a test of its own room."""
WRITES = {
    **dict.fromkeys(
        (
            "accounts:demand_new_password",
            "accounts:unlock",
        ),
        (ADMIN,),
    ),
    **dict.fromkeys(
        (
            "archive:file",
            "packages:giving_cluster",
            "paperwork:remove_recipients",
        ),
        (
            HEAD,
            STANDING,
        ),
    ),
    **dict.fromkeys(
        ("awards:gathering", "insight:drawing_many"),
        (
            DEPUTY,
            HEAD,
            STANDING,
        ),
    ),
    **dict.fromkeys(("ballots:closing",), (TELLER,)),
    **dict.fromkeys(("packages:giving_report",), (OWN, OWN_LEADER, OTHER)),
    **dict.fromkeys(
        (
            "conference:begin_draft",
            "conference:drop_block",
            "conference:drop_handout",
            "conference:move",
            "conference:own_delegation",
            "conference:quorum",
            "conference:talk_item",
            "conference:tick",
            "conference:unrecommend",
            "conference:unseat",
            "conference:unstate",
            "conference:withdraw_talk",
        ),
        (
            HEAD,
            CLERK,
        ),
    ),
    **dict.fromkeys(("handover:archive",), (STANDING,)),
    **dict.fromkeys(("newsroom:autosave",), (HEAD,)),
    **dict.fromkeys(("newsroom:throw_away",), (PRESS,)),
    **dict.fromkeys(
        ("pack:drafting",),
        (
            OWN,
            OTHER,
            HEAD,
            CLERK,
        ),
    ),
    **dict.fromkeys(
        (
            "story:acknowledgement",
            "story:drafting",
            "story:exemplar_drafting",
            "story:launch_drafting",
            "story:result_drafting",
        ),
        (
            HEAD,
            PRESS,
        ),
    ),
    "notices:feed": (SEATLESS, ELSEWHERE, FORMER, *INSIDERS),
}
"""Buttons that act on a bare press, and who presses them; a calendar of one's own is everybody's who signs in."""
